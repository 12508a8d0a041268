using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>The schemas workspace and journal as PostgreSQL's catalogue tells them: tables, columns, indexes, constraints, triggers, functions, grants.</summary>
public static class SchemaCatalogue
{
    private const string Sql =
        """
        with relation as (
            select c.oid, c.relname, c.relkind, c.relacl, n.nspname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('workspace', 'journal') and c.relkind in ('r', 'p', 'i', 'I', 'S', 'v', 'm')
              -- The months of the journal depend on when it began.
              and not (n.nspname = 'journal' and c.relispartition))
        select format('table %I.%I %s', nspname, relname, relkind) from relation where relkind in ('r', 'p', 'v', 'm')
        union all
        select format('column %I.%I.%I %s %s %s %s', r.nspname, r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                      case when a.attnotnull then 'not null' end,
                      -- Of the event store's own times the default is when the table was made.
                      regexp_replace(pg_get_expr(d.adbin, d.adrelid), '''\d{4}-[^'']*''::timestamp', '''made''::timestamp'), a.attgenerated)
        from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where r.relkind in ('r', 'p', 'v', 'm')
        union all
        select 'index ' || pg_get_indexdef(i.indexrelid) from pg_index i join relation r on r.oid = i.indexrelid
        union all
        select format('constraint %I.%I.%I %s', r.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k join relation r on r.oid = k.conrelid
        union all
        select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
        union all
        select 'function ' || pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('workspace', 'journal')
        union all
        select format('sequence %I.%I', nspname, relname) from relation where relkind = 'S'
        union all
        select format('grant on %I.%I: %s %s', r.nspname, r.relname, g.grantee::regrole, g.privilege_type) from relation r, aclexplode(r.relacl) g
        union all
        select format('grant on %I.%I.%I: %s %s', r.nspname, r.relname, a.attname, g.grantee::regrole, g.privilege_type)
        from relation r join pg_attribute a on a.attrelid = r.oid, aclexplode(a.attacl) g
        union all
        select format('grant on function %s: %s %s', p.oid::regprocedure, case g.grantee when 0 then 'public' else g.grantee::regrole::text end, g.privilege_type)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) g where n.nspname in ('workspace', 'journal')
        union all
        select format('grant on schema %I: %s %s', n.nspname, g.grantee::regrole, g.privilege_type)
        from pg_namespace n, aclexplode(n.nspacl) g where n.nspname in ('workspace', 'journal')
        order by 1
        """;

    /// <summary>One line for each object; two databases with the same lines have the same schema.</summary>
    public static async Task<SortedSet<string>> Read(NpgsqlConnection connection)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
