using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Tests;

/// <summary>What is wrong with a command's data, before anything is decided.</summary>
internal static class Faults
{
    /// <summary>Each as <c>field: code</c>.</summary>
    public static IEnumerable<string> Of<TState>(ICommand<TState> command) where TState : class =>
        CommandRules.Check(command).Select(fault => $"{fault.Field}: {fault.Code}");
}
