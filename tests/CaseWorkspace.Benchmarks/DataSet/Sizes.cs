using Npgsql;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>How much there is of each, and how much room it takes.</summary>
internal static class Sizes
{
    public static async Task Print(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(
            """
            select n.nspname || '.' || c.relname, sum(greatest(c.reltuples, 0))::bigint, sum(pg_table_size(c.oid))::bigint / 1048576,
                   sum(pg_indexes_size(c.oid))::bigint / 1048576
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname in ('workspace', 'journal')
            group by 1 having sum(greatest(c.reltuples, 0)) > 0 order by 3 desc limit 12
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Console.WriteLine(FormattableString.Invariant(
                $"  {reader.GetString(0),-40} {reader.GetInt64(1),10} rows  {reader.GetInt64(2),6} MiB  + indexes {reader.GetInt64(3),6} MiB"));
        }
    }
}
