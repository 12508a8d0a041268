using System.ComponentModel.DataAnnotations;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Where content is kept and how large it may be: the settings under <c>Vault</c>.</summary>
public sealed class VaultSettings
{
    /// <summary>The folder. All hosts that serve content share it; nothing else writes into it.</summary>
    [Required(ErrorMessage = "The setting Vault:Folder is missing: set it to a folder that all hosts of the workspace share.")]
    public string Folder { get; set; } = "";

    /// <summary>
    /// How long content that nothing names is kept: far longer than anything takes from the end of an upload to its sealing, and than
    /// a database that was restored to an earlier time is left without what it lost.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00", ErrorMessage = "The setting Vault:KeepUnnamedFor must be at least an hour.")]
    public TimeSpan KeepUnnamedFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The largest content taken in, in bytes.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "The setting Vault:MaximumBytes must be at least 1.")]
    public long MaximumBytes { get; set; } = 64L * 1024 * 1024 * 1024;

    /// <summary>An upload that would leave less room than this, in bytes, is refused before its bytes are sent; with less, the host is not ready.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "The setting Vault:MinimumFreeBytes must not be negative.")]
    public long MinimumFreeBytes { get; set; } = 1024L * 1024 * 1024;
}
