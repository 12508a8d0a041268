using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>The headers that every answer of every host carries, with every status.</summary>
public static class SecurityHeaders
{
    private static readonly (string Name, string Holds)[] Wanted =
    [
        ("Content-Security-Policy", "default-src 'none'"), ("Content-Security-Policy", "frame-ancestors 'none'"), ("Content-Security-Policy", "object-src 'none'"),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"), ("Cache-Control", ""),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Permissions-Policy", "camera=()"),
    ];

    /// <summary>Fails, naming the header, when one is missing, stands twice, or says something else.</summary>
    /// <param name="headers">Lines of <c>name: value</c>.</param>
    /// <param name="answer">What was answered, for the failure's text.</param>
    public static void ShouldBeIn(IReadOnlyList<string> headers, string answer)
    {
        foreach (var (name, holds) in Wanted)
            headers.Where(header => header.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)).ShouldHaveSingleItem($"{name} of {answer}").ShouldContain(holds, Case.Sensitive, answer);
    }
}
