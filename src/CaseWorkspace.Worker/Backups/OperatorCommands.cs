using System.CommandLine;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Storage.Keys;
using CaseWorkspace.Platform.Vault;
using CaseWorkspace.Worker.Access;
using CaseWorkspace.Worker.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>The verbs <c>backup</c>, <c>restore</c>, <c>restore-key-store</c>, <c>verify</c>, <c>rebuild-access</c> and those about keys of the Worker, with the settings of the Worker (docs/operations.md).</summary>
internal static class OperatorCommands
{
    private static readonly Option<string> To = new("--to") { Description = "The root folder of all backups.", Required = true };
    private static readonly Option<string[]> Keys = new("--keys") { Description = "A folder of keys (Keys:Folder of Web, of Identity); may be given twice.", Required = true };
    private static readonly Option<string> KeysTo = new("--keys-to") { Description = "Where the keys go: not beside the database.", Required = true };
    private static readonly Option<string> KeyStoreTo = new("--key-store-to") { Description = "Where the key store goes: neither beside the database nor beside the keys.", Required = true };
    private static readonly Option<string> From = new("--from") { Description = "The folder of one backup.", Required = true };

    private static readonly Option<string> Dump = new("--from") { Description = "The file key-store.dump.", Required = true };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Names what differs and writes nothing." };

    /// <summary>Whether the arguments name one of the verbs.</summary>
    public static bool Knows(string[] args) => args is ["backup" or "restore" or "verify" or "rebuild-access" or "restore-key-store" or "seal-texts" or "add-text-master" or "rewrap-keys", ..];

    /// <returns>0: done; 1: contents are damaged or missing, or access differs; 2: something has to be mended first, and it is said what.</returns>
    public static async Task<int> Run(string[] args, IConfiguration settings)
    {
        try
        {
            var backup = new Command("backup", "Copies database, vault, keys and key store.") { To, Keys, KeysTo, KeyStoreTo };
            backup.SetAction(async (parsed, cancellation) => CodeOf(await Backup.Run(
                Owner(settings), Setting(settings, "ConnectionStrings:Keys"), Vault(settings),
                new BackupPlaces(parsed.GetValue(To)!, parsed.GetValue(KeysTo)!, parsed.GetValue(KeyStoreTo)!),
                [.. parsed.GetValue(Keys)!, Setting(settings, "TextKeys:Folder")], TimeProvider.System.GetUtcNow(), cancellation)));
            var restore = new Command("restore", "Restores database and vault into an empty database, then verifies everything.") { From };
            restore.SetAction(async (parsed, cancellation) => CodeOf(await Restore.Run(Owner(settings), Vault(settings), parsed.GetValue(From)!, cancellation)));
            var keyStore = new Command("restore-key-store", "Restores the key store, from its dump, into an empty database of its own.") { Dump };
            keyStore.SetAction(async (parsed, cancellation) => await RestoreKeyStore.Run(Setting(settings, "ConnectionStrings:KeysOwner"), parsed.GetValue(Dump)!, cancellation));
            var verify = new Command("verify", "Reads everything in the vault and compares it with what was sealed.");
            verify.SetAction(async (_, cancellation) =>
            {
                await using var database = NpgsqlDataSource.Create(DatabaseConnection.Of(Setting(settings, "ConnectionStrings:Workspace")));
                return CodeOf(await Verification.Run(database, Vault(settings), cancellation));
            });
            var access = new Command("rebuild-access", "Makes the tables of access anew from the events, and corrects what differs.") { DryRun };
            access.SetAction(async (parsed, cancellation) => CodeOf(await RebuildAccess.Run(Owner(settings), parsed.GetValue(DryRun), cancellation)));
            var texts = new Command("seal-texts", "Seals the texts that a version before wrote into events in the clear; can be stopped and run again.") { DryRun };
            texts.SetAction(async (parsed, cancellation) => CodeOf(await SealTexts.Run(Owner(settings), TextKeys(settings), parsed.GetValue(DryRun), Console.Out, cancellation)));
            var master = new Command("add-text-master", "Makes another master key of the key store: copy its file to every node of Web and Worker, then run rewrap-keys.");
            master.SetAction(_ => Console.WriteLine(new TextMasterKeys(Setting(settings, "TextKeys:Folder")).Add()));
            var rewrap = new Command("rewrap-keys", "Wraps every key of the key store anew, with the last master key; can be stopped and run again.");
            rewrap.SetAction(async (_, cancellation) => await RewrapKeys.Run(
                Setting(settings, "ConnectionStrings:KeysOwner"), new TextMasterKeys(Setting(settings, "TextKeys:Folder")), Console.Out, cancellation));
            var root = new RootCommand("What an operator does.") { backup, restore, keyStore, verify, access, texts, master, rewrap };
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperatorException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 2;
        }
    }

    private static int CodeOf(int damaged) => damaged == 0 ? 0 : 1;

    private static string Owner(IConfiguration settings) => Setting(settings, "ConnectionStrings:Owner");

    private static EvidenceVault Vault(IConfiguration settings) => new(Options.Create(new VaultSettings
    {
        Folder = Setting(settings, "Vault:Folder"),
        MaximumBytes = long.MaxValue,
    }));

    private static TextKeys TextKeys(IConfiguration settings)
    {
        try
        {
            return Platform.Storage.Keys.TextKeys.Of(settings, TimeProvider.System, NullLogger<TextKeys>.Instance);
        }
        catch (InvalidOperationException unsafeSetting)
        {
            throw new OperatorException(unsafeSetting.Message);
        }
    }

    private static string Setting(IConfiguration settings, string name) => settings[name] is { Length: > 0 } value
        ? value
        : throw new OperatorException($"The setting {name} is missing: run this with the Worker's settings (docs/operations.md).");
}
