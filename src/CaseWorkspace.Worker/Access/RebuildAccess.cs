using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using Marten;
using Npgsql;

namespace CaseWorkspace.Worker.Access;

/// <summary>The verb <c>rebuild-access</c>: makes the tables of access anew from the events, and corrects the stored ones where they differ.</summary>
internal static class RebuildAccess
{
    /// <param name="owner">A connection string of the owner.</param>
    /// <param name="dryRun">Whether differences are only named.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many rows differ and are not corrected.</returns>
    public static async Task<int> Run(string owner, bool dryRun, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(owner));
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules));
        var differences = dryRun ? await AccessComparison.Run(source, store, AllFeatures.Modules, cancellation)
            : await AccessCorrection.Run(source, store, AllFeatures.Modules, AccessOperations.Rebuild, cancellation);
        if (differences is null)
        {
            await Console.Error.WriteLineAsync("Access to the files in question changed each time meanwhile, and nothing was written: run it again when less is going on.");
            return 1;
        }

        foreach (var one in differences)
        {
            Console.WriteLine($"{(one.IsMissing ? "+" : "-")} {one.Table} {one.Row}");
        }

        Console.WriteLine(
            differences.Count == 0 ? "The tables of access are what the events make of them."
            : dryRun ? $"{differences.Count} rows differ: '-' is there without an event, '+' is missing. Nothing was written; run it without --dry-run to correct them."
            : $"{differences.Count} rows differed: '-' was taken out, '+' put in, each an entry in the journal. A person without an event is corrected by the next sign-in.");
        return dryRun ? differences.Count : 0;
    }
}
