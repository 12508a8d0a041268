using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>The verb <c>verify</c>: reads every content that an event names from end to end and compares its hash with the event's.</summary>
internal static class Verification
{
    /// <returns>How many contents are not what the event says; each is named on standard error.</returns>
    public static async Task<int> Run(NpgsqlDataSource database, EvidenceVault vault, CancellationToken cancellation)
    {
        var progress = new Progress("verified", await SealedContents.Count(database, cancellation));
        var damaged = 0;
        await foreach (var one in SealedContents.Read(database, cancellation))
        {
            var found = one.Content is null ? null : await vault.Check(one.Content, cancellation);
            if (found is not { Sound: true })
            {
                damaged++;
                await Console.Error.WriteLineAsync(found is null ? $"{one.Thing}: its event names no content." : $"{one.Thing}: content {one.Content!.Sha256} is {found.Fault}.");
            }

            progress.Add(one.Content?.Length ?? 0);
        }

        progress.End();
        Console.WriteLine(damaged == 0 ? "Everything in the vault is what was sealed." : $"{damaged} contents are not what was sealed: each is named above.");
        return damaged;
    }
}
