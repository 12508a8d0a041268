namespace CaseWorkspace.AppHost;

/// <summary>A start that cannot go on; the message tells the person at the keyboard what is wrong and how to mend it.</summary>
public sealed class CannotStartException : Exception
{
    public CannotStartException()
    {
    }

    public CannotStartException(string message)
        : base(message)
    {
    }

    public CannotStartException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
