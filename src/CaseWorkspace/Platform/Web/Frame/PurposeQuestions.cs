namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Why somebody looks at a file, to be asked.</summary>
/// <param name="Suggested">What the person's role is there for; chosen beforehand.</param>
/// <param name="File">The number of the file; null where it is not known.</param>
public sealed record PurposeQuestion(string Suggested, string? File);

/// <summary>What was stated.</summary>
/// <param name="Purpose">A code of the list <c>purpose</c>.</param>
/// <param name="Words">In words, where the code says too little.</param>
public sealed record PurposeStated(string Purpose, string? Words);

/// <summary>Where the question is asked: in a dialog of its own, or inside the dialog that is open; one for each circuit.</summary>
public sealed class PurposeQuestions
{
    private readonly Stack<Func<PurposeQuestion, Task<PurposeStated?>>> _places = new();

    /// <summary>The open dialog's; null: none is open that looks at files.</summary>
    public Func<PurposeQuestion, Task<PurposeStated?>>? Place => _places.TryPeek(out var place) ? place : null;

    /// <summary>A dialog asks for itself from now on.</summary>
    public void Begin(Func<PurposeQuestion, Task<PurposeStated?>> place) => _places.Push(place);

    /// <summary>It is closed.</summary>
    public void End() => _places.TryPop(out _);
}
