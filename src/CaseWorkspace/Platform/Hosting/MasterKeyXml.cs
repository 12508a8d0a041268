using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>Encrypts the data-protection keys before they go to the database.</summary>
public sealed class MasterKeyXmlEncryptor(MasterKey master) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var value = Convert.ToBase64String(master.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString())));
        return new EncryptedXmlInfo(new XElement("masterKeyEncrypted", value), typeof(MasterKeyXmlDecryptor));
    }
}

/// <summary>Found by its type's name, which data protection stores beside each key.</summary>
public class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly MasterKey _master = services.GetRequiredService<MasterKey>();

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        return XElement.Parse(Encoding.UTF8.GetString(_master.Decrypt(Convert.FromBase64String(encryptedElement.Value))));
    }
}
