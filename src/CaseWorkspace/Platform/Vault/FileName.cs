using System.Text;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Names of files, as their senders gave them: text, never a path.</summary>
public static class FileName
{
    /// <summary>
    /// The name as pages show it and as downloads are called, which is the same: no folder, terminal or reader mistakes it for something
    /// else. A mark that turns text around is written out; otherwise what reads like <c>fdp.exe</c> would be saved as <c>exe.pdf</c>.
    /// </summary>
    public static string Harmless(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in VisibleText.WithMarksShown(name))
        {
            safe.Append(c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c);
        }

        var trimmed = safe.ToString().Trim(' ', '.');
        return trimmed.Length == 0 ? "content" : trimmed;
    }
}
