namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>Opens what stands sealed in events.</summary>
public interface IOpensTexts
{
    /// <summary>The text; <see cref="SealedText.Erased"/> where its key was destroyed, <see cref="SealedText.NotOpened"/> where it does not open.</summary>
    /// <param name="key">The key's id.</param>
    /// <param name="member">The member's name as it is stored.</param>
    /// <param name="bytes">What was sealed.</param>
    /// <param name="aliases">The stable name of the event in which it stands, or those of the events in one of which it does.</param>
    string Open(Guid key, string member, ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> aliases);
}

/// <summary>Opens nothing: for code that reads events but no text in them, such as the operator's verbs about access. It needs no key.</summary>
internal sealed class LeavesTextsSealed : IOpensTexts
{
    public static LeavesTextsSealed Instance { get; } = new();

    public string Open(Guid key, string member, ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> aliases) => SealedText.NotOpened;
}
