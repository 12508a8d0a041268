using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity;

/// <summary>Names columns, keys and indexes as PostgreSQL people write them: no quotes needed in hand-written SQL.</summary>
public static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            var table = entity.GetTableName();
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName($"{table}_{(key.IsPrimaryKey() ? "pkey" : "key")}");
            foreach (var foreign in entity.GetForeignKeys())
                foreign.SetConstraintName($"{table}_{string.Join('_', foreign.Properties.Select(p => Of(p.Name)))}_fkey");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"{table}_{string.Join('_', index.Properties.Select(p => Of(p.Name)))}_idx");
        }
    }

    private static string Of(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
                words.Append('_');
            words.Append(char.ToLowerInvariant(name[i]));
        }
        return words.ToString();
    }
}
