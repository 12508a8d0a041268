using System.Globalization;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http.Metadata;

namespace CaseWorkspace.Web.Api;

/// <summary>What the query of a call must look like, whatever its route.</summary>
internal static class QueryRules
{
    /// <summary>
    /// Refuses control characters, which nobody searches for and PostgreSQL does not take as text; and names what the route could
    /// not read: a parameter of a type of its own is refused by the framework with a bare 400, before the handler.
    /// </summary>
    public static IResult? Check(HttpContext http) =>
        Refuse("bad-characters", http.Request.Query.Where(one => one.Value.Any(value => value?.Any(char.IsControl) == true)).Select(one => one.Key))
        ?? (http.Response.StatusCode != StatusCodes.Status400BadRequest ? null
            : Refuse("bad-parameter", Unreadable(http)) ?? Problems.Answer(Problems.Of("bad-request", StatusCodes.Status400BadRequest)));

    private static IResult? Refuse(string code, IEnumerable<string> names)
    {
        var errors = names.ToDictionary(name => name, name => new[] { Problems.Words(new Fault(name, code)) }, StringComparer.Ordinal);
        if (errors.Count == 0)
        {
            return null;
        }

        var problem = Problems.Of("bad-request", StatusCodes.Status400BadRequest);
        problem.Extensions["errors"] = errors;
        return Problems.Answer(problem);
    }

    /// <summary>Named as in the address, also where a record takes up several of them.</summary>
    private static IEnumerable<string> Unreadable(HttpContext http) =>
        from parameter in http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? []
        where http.Request.Query.TryGetValue(parameter.Name, out var values) && !Reads(parameter.ParameterInfo.ParameterType, values.ToString())
        select JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);

    private static bool Reads(Type type, string value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        var id when id == typeof(Guid) => Guid.TryParse(value, out _),
        var time when time == typeof(DateTimeOffset) => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        var either when either == typeof(bool) => bool.TryParse(value, out _),
        _ => true,
    };
}
