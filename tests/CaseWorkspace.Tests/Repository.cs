using System.Runtime.CompilerServices;

namespace CaseWorkspace.Tests;

/// <summary>Files of the repository that tests compare with, and rewrite when asked to.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder below it.</summary>
    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>C# files below the folder, without what the build makes.</summary>
    public static IEnumerable<string> Sources(params string[] path) => FilesBelow(At(path), "*.cs");

    /// <summary>Files below the folder, without what the build makes.</summary>
    public static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    /// <summary>
    /// The file holds the text. With <c>UPDATE_DOCS=1</c> in the environment it is written first, to be looked over and committed.
    /// </summary>
    public static void ShouldHold(string file, string text, string what)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Xunit.Assert.True(File.Exists(file), $"{file} is missing. {Mend(what)}");
        Xunit.Assert.True(string.Equals(File.ReadAllText(file).ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"), StringComparison.Ordinal),
            $"{Path.GetRelativePath(Root, file)} is stale. {Mend(what)}");
    }

    private static string Mend(string what) =>
        $"{what} Run the tests once with UPDATE_DOCS=1, look over the difference and commit it.";

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "CaseWorkspace.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("The tests run inside the repository: CaseWorkspace.sln was not found above them.");
    }
}
