using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Checks a command's data before anything else is done with it.</summary>
internal static class CommandRules
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = new();

    /// <summary>The fields at fault; none when the data is sound.</summary>
    public static ImmutableArray<Fault> Check<TState>(ICommand<TState> command) where TState : class
    {
        var faults = BadText(command, "").ToImmutableArray();
        if (!faults.IsEmpty || command.Rules is not { } rules)
        {
            return faults;
        }

        return [.. rules.Validate(new ValidationContext<object>(command)).Errors
            .Select(error => new Fault(Path(error.PropertyName), error.ErrorCode, error.ErrorMessage))];
    }

    /// <summary>By which a repetition is told from another command under the same idempotency key.</summary>
    public static byte[] Fingerprint<TState>(ICommand<TState> command) where TState : class =>
        SHA256.HashData([
            .. System.Text.Encoding.UTF8.GetBytes(command.Operation.Name),
            .. JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), WorkspaceJson.Fingerprint)]);

    /// <summary>Text that PostgreSQL or a reader could not hold: NUL, other control characters, lone surrogates, nothing that shows.</summary>
    private static IEnumerable<Fault> BadText(object data, string prefix)
    {
        foreach (var property in Parts.GetOrAdd(data.GetType(), PartsOf))
        {
            var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            foreach (var fault in BadPart(property.GetValue(data), name))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Fault> BadPart(object? part, string name) => part switch
    {
        string text => !Sound(text) ? [new Fault(name, "bad-characters")]
            // Blanks alone are nothing, which each command's own rules judge.
            : !string.IsNullOrWhiteSpace(text) && !VisibleText.IsVisible(text) ? [new Fault(name, "nothing-visible")] : [],
        IEnumerable list => list.Cast<object?>().SelectMany((one, i) => BadPart(one, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"))),
        not null when part.GetType().Assembly == typeof(CommandRules).Assembly && part is not Operation => BadText(part, name + "."),
        _ => [],
    };

    private static bool Sound(string? text)
    {
        if (text is null)
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            {
                return false;
            }
        }

        return true;
    }

    private static PropertyInfo[] PartsOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.GetIndexParameters().Length == 0 && !WorkspaceJson.IsMembership(type, property.Name))];

    private static string Path(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
