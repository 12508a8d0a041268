using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CaseWorkspace.Platform.Web;

/// <summary>Problem documents (RFC 9457). The <c>type</c> is stable: <c>urn:caseworkspace:problem:CODE</c>.</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>What a <c>type</c> begins with.</summary>
    public const string Prefix = "urn:caseworkspace:problem:";

    /// <summary>The status that answers a refusal.</summary>
    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Missing => StatusCodes.Status404NotFound,
        RefusalKind.NotForRole or RefusalKind.PurposeNeeded or RefusalKind.StepUpNeeded => StatusCodes.Status403Forbidden,
        RefusalKind.Stale => StatusCodes.Status409Conflict,
        RefusalKind.VersionNeeded => StatusCodes.Status428PreconditionRequired,
        RefusalKind.Away => StatusCodes.Status503ServiceUnavailable,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.NoRoom => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>A refusal as a problem document; a missing and a forbidden thing make the same one, byte for byte.</summary>
    public static ProblemDetails Of(Refusal refusal)
    {
        var problem = Of(refusal.Code, Status(refusal.Kind));
        if (refusal.Faults.Length > 0)
        {
            problem.Extensions["errors"] = refusal.Faults
                .GroupBy(fault => fault.Field, StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => field.Select(Words).ToArray(), StringComparer.Ordinal);
        }

        if (refusal.CurrentVersion is { } version)
        {
            problem.Extensions["currentVersion"] = version;
        }

        return problem;
    }

    /// <summary>A problem by its code, its words in the reader's language.</summary>
    public static ProblemDetails Of(string code, int status) => new()
    {
        Type = Prefix + code,
        Title = Texts.Get($"problem.{code}"),
        Detail = Texts.Find($"problem.{code}.mend"),
        Status = status,
    };

    /// <summary>A problem with the field at fault.</summary>
    public static ProblemDetails Of(string code, int status, Fault fault)
    {
        var problem = Of(code, status);
        problem.Extensions["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [fault.Field] = [Words(fault)] };
        return problem;
    }

    /// <summary>A refusal as an answer.</summary>
    public static IResult Answer(Refusal refusal) => Answer(Of(refusal));

    /// <summary>The document as an answer: nothing in it varies from one request to the next but what the fault itself says.</summary>
    public static IResult Answer(ProblemDetails problem) =>
        Results.Json(problem, Json, "application/problem+json", problem.Status);

    /// <summary>What is wrong with the field and how to mend it.</summary>
    public static string Words(Fault fault) => fault.Message ?? Texts.Find($"problem.{fault.Code}") ?? fault.Code;
}
