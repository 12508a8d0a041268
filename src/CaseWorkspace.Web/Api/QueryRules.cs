using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Http.Metadata;

namespace CaseWorkspace.Web.Api;

/// <summary>What the query of a call must look like, on every route.</summary>
internal static class QueryRules
{
    private static readonly ConditionalWeakTable<Endpoint, Dictionary<string, Type>> Known = [];

    /// <summary>
    /// Refuses what would be passed over (a parameter that the route has not, or one given twice) or guessed at (a time without day or
    /// offset); control characters, which nobody searches for and PostgreSQL does not take as text; and names what the route could not
    /// read: a parameter of a type of its own is refused by the framework with a bare 400, before the handler.
    /// </summary>
    public static IResult? Check(HttpContext http)
    {
        var unread = http.Response.StatusCode == StatusCodes.Status400BadRequest;
        if ((http.Request.Query.Count == 0 && !unread) || http.GetEndpoint() is not { } route || route.Metadata.GetMetadata<NoOperationMetadata>() is not null)
        {
            return null;
        }

        var taken = Known.GetValue(route, Taken);
        return Refuse("unknown-parameter", http.Request.Query.Where(one => !taken.ContainsKey(one.Key)).Select(one => one.Key))
            ?? Refuse("given-twice", http.Request.Query.Where(one => one.Value.Count > 1).Select(one => one.Key))
            ?? Refuse("bad-characters", http.Request.Query.Where(one => one.Value.Any(value => value?.Any(char.IsControl) == true)).Select(one => one.Key))
            ?? Refuse("bad-time", http.Request.Query
                .Where(one => taken[one.Key] == typeof(DateTimeOffset) && one.Value.ToString() is { Length: > 0 } time && !StatedTime.TryRead(time, out _))
                .Select(one => one.Key))
            ?? (!unread ? null
                : Refuse("bad-parameter", taken.Where(one => http.Request.Query.TryGetValue(one.Key, out var values) && !Reads(one.Value, values.ToString())).Select(one => one.Key))
                ?? Problems.Answer(Problems.Of("bad-request", StatusCodes.Status400BadRequest)));
    }

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

    /// <summary>The parameters of the route's query with their types, named as in the address, also where a record takes up several of them.</summary>
    private static Dictionary<string, Type> Taken(Endpoint route) => route.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        .Select(parameter => (Name: JsonNamingPolicy.CamelCase.ConvertName(parameter.Name), Type: Simple(parameter.ParameterInfo.ParameterType)))
        .Where(parameter => parameter.Type is { IsPrimitive: true } || parameter.Type == typeof(string) || parameter.Type == typeof(Guid) || parameter.Type == typeof(DateTimeOffset))
        .Where(parameter => (route as RouteEndpoint)?.RoutePattern.GetParameter(parameter.Name) is null)
        .ToDictionary(parameter => parameter.Name, parameter => parameter.Type, StringComparer.OrdinalIgnoreCase);

    private static Type Simple(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool Reads(Type type, string value) => type switch
    {
        var number when number == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        var id when id == typeof(Guid) => Guid.TryParse(value, out _),
        var either when either == typeof(bool) => bool.TryParse(value, out _),
        _ => true,
    };
}
