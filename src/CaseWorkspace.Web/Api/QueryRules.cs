using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Web.Api;

/// <summary>What the query of a call must look like, whatever its route.</summary>
internal static class QueryRules
{
    /// <summary>Refuses control characters, which nobody searches for and PostgreSQL does not take as text.</summary>
    public static IResult? Check(IQueryCollection query)
    {
        string[] faulty = [.. query.Where(one => one.Value.Any(value => value?.Any(char.IsControl) == true)).Select(one => one.Key)];
        if (faulty.Length == 0)
        {
            return null;
        }

        var problem = Problems.Of("bad-request", StatusCodes.Status400BadRequest);
        problem.Extensions["errors"] = faulty.ToDictionary(
            name => name, name => new[] { Problems.Words(new Fault(name, "bad-characters")) }, StringComparer.Ordinal);
        return Problems.Answer(problem);
    }
}
