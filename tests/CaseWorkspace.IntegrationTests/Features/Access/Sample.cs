using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A feature's samples, beside its tests; found by looking.</summary>
public interface ISamples
{
    /// <summary>By the name of the route.</summary>
    IReadOnlyDictionary<string, Sample> All { get; }
}

/// <summary>A sound call of a route: what it is about, its body and its query. Each route has one; a new route without one fails the tests.</summary>
/// <param name="On">What the first id in the path names.</param>
/// <param name="Body">The JSON body; null where there is none.</param>
/// <param name="Query">What follows the path.</param>
/// <param name="Content">Bytes for routes that take content.</param>
public sealed partial record Sample(Thing On, Func<AccessCase, JsonObject>? Body = null, string Query = "", byte[]? Content = null)
{
    /// <summary>Stands in the texts of samples.</summary>
    public const string Word = "probe";

    private static readonly FrozenDictionary<string, Sample> Samples = typeof(Sample).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && typeof(ISamples).IsAssignableFrom(type))
        .SelectMany(type => ((ISamples)Activator.CreateInstance(type)!).All)
        .ToFrozenDictionary(one => one.Key, one => one.Value);

    /// <summary>The route's sample; throws when there is none.</summary>
    public static Sample Of(Route route) => Samples.TryGetValue(route.Name, out var sample)
        ? sample
        : throw new InvalidOperationException($"The route {route} has no sample: add one to the {nameof(ISamples)} of its feature, so that it is probed.");

    public static IEnumerable<string> Names => Samples.Keys;

    /// <summary>The sound call by an account.</summary>
    /// <param name="route">The route.</param>
    /// <param name="standing">Where.</param>
    /// <param name="account">By whom; null: by nobody.</param>
    /// <param name="seen">The version said to have been seen.</param>
    /// <param name="thing">An id in place of the thing's own.</param>
    public Call Call(Route route, AccessCase standing, Account? account, long? seen, Guid? thing = null) =>
        new(route.Method, Path(route, standing, thing ?? standing.IdOf(On)) + Query)
        {
            As = account,
            Body = Body?.Invoke(standing),
            Content = Content,
            ContentType = Content is null ? "application/json" : "application/octet-stream",
            Seen = route.NeedsVersion ? seen : null,
        };

    private static string Path(Route route, AccessCase standing, Guid thing) => Parameter().Replace(route.Pattern, match => match.Groups[1].Value switch
    {
        "id" or "file" => thing.ToString(),
        "document" => standing.Incoming.Document!.Value.ToString(),
        "person" => OtherInvestigator.Id.ToString(),
        // None of these is there: a person who may is let as far as that.
        "entry" or "fact" or "qualification" or "representative" => thing.ToString(),
        var name => throw new InvalidOperationException($"The route {route} has a parameter {name} that no sample fills."),
    });

    [GeneratedRegex(@"\{(\w+):guid\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
