using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What can be done with a request for information.</summary>
public static class InformationRequestOperations
{
    public static readonly Operation Register = new("request.register", Processing.Collection);
    public static readonly Operation Assign = new("request.assign", Processing.Alteration);
    public static readonly Operation Refuse = new("request.refuse", Processing.Alteration);
    public static readonly Operation Draft = new("request.draft", Processing.Collection);
    public static readonly Operation Revise = new("request.revise", Processing.Alteration);
    public static readonly Operation Submit = new("request.submit", Processing.Alteration);
    public static readonly Operation Authorise = new("request.authorise", Processing.Alteration);
    public static readonly Operation Return = new("request.return", Processing.Alteration);
    public static readonly Operation Answer = new("request.answer", Processing.Alteration);
    public static readonly Operation Release = new("request.release", Processing.Disclosure);
    public static readonly Operation Transmit = new("request.transmit", Processing.Disclosure);
    public static readonly Operation Clarify = new("request.clarify", Processing.Alteration);
    public static readonly Operation Close = new("request.close", Processing.Alteration);
    public static readonly Operation AddDocument = new("request.add-document", Processing.Collection);
    public static readonly Operation DownloadDocument = new("request.download-document", Processing.Disclosure);
    public static readonly Operation View = new("request.view", Processing.Consultation);
    public static readonly Operation List = new("request.list", Processing.Consultation);
    public static readonly Operation ListAsOf = new("request.list-as-of", Processing.Consultation);
    public static readonly Operation ListOfFile = new("request.list-of-file", Processing.Consultation);
}
