using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web;

/// <summary>How many rows a page of the API holds.</summary>
public static class PageSize
{
    /// <summary>Where the caller does not say how many.</summary>
    public const int Default = 50;

    /// <summary>At the most.</summary>
    public const int Max = 200;

    /// <summary>How many rows the caller asked for.</summary>
    /// <exception cref="UnreadableException">More than a page holds, or none.</exception>
    public static int Of(int? size) => size is null ? Default : size is >= 1 and <= Max ? size.Value : throw new UnreadableException(new Fault("size", "bad-size"));
}
