using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CaseWorkspace.Platform.Hosting;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Npgsql;

namespace CaseWorkspace.Identity.Keys;

/// <summary>
/// The first version encrypted the secret of a data-protection key alone, so that everything around it could be rewritten and a
/// pruned row could be inserted again. <c>migrate</c> seals such rows once, as the owner, before the migration that lets the table
/// hold sealed rows alone; while the host runs none is read. See docs/adr/0016.
/// </summary>
internal static class FirstVersionKeys
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Seals the rows that the master key opens and deletes the others, which never counted; says how many of each.</summary>
    public static async Task SealAsync(string ownerConnection, string? keysFolder, TextWriter report)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await ReadAsync(connection) is not { Count: > 0 } rows)
            return;
        var path = Path.Combine(keysFolder ?? "", KeySetup.FileName);
        if (string.IsNullOrEmpty(keysFolder) || !File.Exists(path))
            throw new UnsafeSettingException(
                $"The keys in the database are of the first version: set Keys:Folder to the folder of this host that holds {KeySetup.FileName}, and migrate again. Nothing was changed.");
        var master = MasterKey.FromFolder(keysFolder, KeySetup.FileName);
        var opened = rows.Select(row => (row.Id, row.Name, Element: Open(master, row.Name, row.Xml))).Where(row => row.Element is not null).ToList();
        if (opened.Count == 0)
            throw new UnsafeSettingException($"{path} opens none of the keys in the database: put the file that belongs to this database there, and migrate again. Nothing was changed.");
        foreach (var (id, name, element) in opened)
            await ExecuteAsync(connection, "update identity.data_protection_keys set xml = @xml where id = @id", ("xml", SealedKeys.Seal(master, name, element!)), ("id", id));
        await ExecuteAsync(connection, "delete from identity.data_protection_keys where (xml like '<sealed>%') is not true");
        await transaction.CommitAsync();
        await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Keys of the first version: {opened.Count} sealed, {rows.Count - opened.Count} that the master key does not open deleted."));
    }

    /// <summary>The rows of the first version; null where there is no table yet, or it has been changed to hold sealed rows alone.</summary>
    private static async Task<List<(int Id, string Name, string Xml)>?> ReadAsync(NpgsqlConnection connection)
    {
        await using (var open = new NpgsqlCommand(
            """
            select to_regclass('identity.data_protection_keys') is not null
                and not exists (select from pg_constraint where conrelid = to_regclass('identity.data_protection_keys') and conname = 'data_protection_keys_sealed')
            """, connection))
        {
            if (await open.ExecuteScalarAsync() is not true)
                return null;
        }
        var rows = new List<(int, string, string)>();
        await using var command = new NpgsqlCommand(
            "select id, coalesce(friendly_name, ''), coalesce(xml, '') from identity.data_protection_keys where (xml like '<sealed>%') is not true order by id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        return rows;
    }

    /// <summary>The key, put together anew around its secret: what else the row says may have been written by anybody.</summary>
    private static XElement? Open(MasterKey master, string name, string text)
    {
        try
        {
            var stored = Parse(text);
            var id = Guid.Parse((string?)stored.Attribute("id") ?? "", CultureInfo.InvariantCulture);
            if (stored.Name != "key" || !string.Equals(name, $"key-{id:D}", StringComparison.Ordinal))
                return null;
            var secret = Parse(Encoding.UTF8.GetString(master.Decrypt(
                Convert.FromBase64String(stored.Descendants(Protection + "encryptedSecret").Single().Elements("masterKeyEncrypted").Single().Value), [])));
            return new XElement("key", new XAttribute("id", id), new XAttribute("version", 1),
                Date("creationDate"), Date("activationDate"), Date("expirationDate"),
                new XElement("descriptor", new XAttribute("deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
                    new XElement("descriptor",
                        new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                        new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                        secret)));

            XElement Date(string date) => new(date, stored.Elements(date).Select(element => (DateTimeOffset)element).Single());
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or XmlException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe);
        return XElement.Load(reader);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        await command.ExecuteNonQueryAsync();
    }
}
