using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The file whose page is open, for the tabs that features put into it. Cascaded by the file's page.</summary>
/// <param name="Id">The file.</param>
/// <param name="Number">The number people know it by.</param>
/// <param name="Version">The version the person sees; sent along with what changes the file itself.</param>
/// <param name="May">Whether the person may do this with the file: for showing or leaving out a button.</param>
/// <param name="Reload">Reads the file anew, after something in it changed.</param>
/// <param name="Refused">Tells the page of a refusal; when the file is no longer open to the person, it closes what it shows.</param>
public sealed record FileOnPage(
    Guid Id, string Number, long Version, Func<Operation, bool> May, Func<Task> Reload, Func<Refusal, Task> Refused);
