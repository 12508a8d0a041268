using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace CaseWorkspace.Web.SignIn;

/// <summary>
/// The keys of data protection, in the database, so that every node of the web host reads the same cookies. A key that lay there
/// open, from before there was a master key, is not used any more: whoever read it could make sessions.
/// </summary>
public sealed class ProtectionKeys(NpgsqlDataSource source, bool encryptedOnly) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand("select xml from workspace.protection_key order by name");
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
        {
            var key = XElement.Parse(reader.GetString(0));
            if (!encryptedOnly || key.Name != "key" || key.Descendants("encryptedSecret").Any())
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand(
            "insert into workspace.protection_key (name, xml) values (@name, @xml) on conflict (name) do nothing");
        command.Parameters.AddWithValue("name", friendlyName);
        command.Parameters.AddWithValue("xml", element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }
}
