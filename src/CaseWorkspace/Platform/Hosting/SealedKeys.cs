using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Where a host keeps its data-protection keys, as SQL.</summary>
/// <param name="Read">Reads name and text of every row, the oldest first.</param>
/// <param name="Insert">Inserts <c>@name</c> and <c>@xml</c>; the database then forgets the keys by which nothing can be protected any more.</param>
public sealed record KeyTable(string Read, string Insert);

/// <summary>
/// The data-protection keys of a host, kept in the database and sealed by its master key. A row holds one authenticated envelope
/// around the whole element (key, dates, descriptor, revocation), bound to the name of the row. A row that the master key does not
/// open counts for nothing: no word inside a stored row decides that, only the seal. See docs/adr/0016.
/// Identity compiles this file into itself.
/// </summary>
public sealed partial class SealedKeys(MasterKey master, KeyTable table, Func<NpgsqlConnection> connect, ILogger log) : IXmlRepository
{
    private static readonly Meter Meter = new(Readiness.MeterName);
    private static readonly Counter<long> Unopened = Meter.CreateCounter<long>(
        "caseworkspace.protection_keys.unopened", description: "Rows of keys that the master key did not open, counted at each reading.");

    private static readonly XName Envelope = "sealed";
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var (rows, looksSealed) = (0, false);
        // Of two rows with one name, which a table may allow, the older is the genuine one.
        var opened = new Dictionary<string, XElement>(StringComparer.Ordinal);
        using var connection = connect();
        connection.Open();
        using var command = new NpgsqlCommand(table.Read, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows++;
            if (reader.IsDBNull(0) || reader.IsDBNull(1))
            {
                continue;
            }

            var (name, text) = (reader.GetString(0), reader.GetString(1));
            looksSealed |= text.StartsWith("<sealed>", StringComparison.Ordinal);
            if (Open(name, text) is { } element)
            {
                opened.TryAdd(name, element);
            }
        }

        if (rows > opened.Count)
        {
            Unopened.Add(rows - opened.Count);
            NotOpened(log, rows - opened.Count, rows);
        }

        return looksSealed && opened.Count == 0 ? throw new LostMasterKeyException() : opened.Values;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = Seal(master, friendlyName, element);
        using var connection = connect();
        connection.Open();
        using var insert = new NpgsqlCommand(table.Insert, connection);
        insert.Parameters.AddWithValue("name", friendlyName);
        insert.Parameters.AddWithValue("xml", xml);
        insert.ExecuteNonQuery();
    }

    /// <summary>The text of a row: the whole element, sealed and bound to the row's name.</summary>
    /// <param name="master">The host's master key.</param>
    /// <param name="name">The row's name.</param>
    /// <param name="element">The key or revocation.</param>
    public static string Seal(MasterKey master, string name, XElement element)
    {
        ArgumentNullException.ThrowIfNull(master);
        ArgumentNullException.ThrowIfNull(element);
        var text = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        return new XElement(Envelope, Convert.ToBase64String(master.Encrypt(text, Bound(name)))).ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>What the row holds; null where the master key does not open it.</summary>
    private XElement? Open(string name, string text)
    {
        try
        {
            var stored = Parse(text);
            return stored.Name == Envelope ? Parse(Encoding.UTF8.GetString(master.Decrypt(Convert.FromBase64String(stored.Value), Bound(name)))) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or XmlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe);
        return XElement.Load(reader);
    }

    private static byte[] Bound(string name) => Encoding.UTF8.GetBytes($"CaseWorkspace protection key: {name}");

    [LoggerMessage(LogLevel.Error, "{Unopened} of {Rows} data-protection keys in the database are not sealed by this host's master key and do not count: somebody else wrote them, or the file in Keys:Folder is not the one that belongs to this database")]
    private static partial void NotOpened(ILogger log, int unopened, int rows);
}

/// <summary>There are keys in the database, and the master key opens none of them: the file is another installation's, or new.</summary>
public sealed class LostMasterKeyException() : InvalidOperationException(
    "The keys in the database cannot be opened: put the master key that belongs to this database back into Keys:Folder (docs/operations.md, Backups).");
