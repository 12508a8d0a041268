using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CaseWorkspace.Identity.Keys;

/// <summary>Encrypts the data-protection keys before they go to the database.</summary>
public sealed class MasterKeyXmlEncryptor(MasterKey master) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var value = Convert.ToBase64String(master.Encrypt(System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString())));
        return new EncryptedXmlInfo(new XElement("masterKeyEncrypted", value), typeof(MasterKeyXmlDecryptor));
    }
}

/// <summary>Found by its type's name, which data protection stores beside each key.</summary>
public sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly MasterKey master = services.GetRequiredService<MasterKey>();

    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(master.Decrypt(Convert.FromBase64String(encryptedElement.Value))));
    }
}
