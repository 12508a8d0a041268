using System.Text.RegularExpressions;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The numbers that people know things by (file, sub-file, item, request), where they stand in a sentence.</summary>
public static partial class NumbersInWords
{
    /// <summary>The words in pieces, in their order; joined they are what they were.</summary>
    public static IEnumerable<(string Piece, bool IsNumber)> Pieces(string words) =>
        Numbers().Split(words).Select((piece, place) => (piece, place % 2 == 1)).Where(one => one.piece.Length > 0);

    [GeneratedRegex(@"(?<number>\b(?:344-\d{4}-\d{6}|R-\d{4}-\d{6}|(?:S-\d+/)?E-\d+|S-\d+)\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();
}
