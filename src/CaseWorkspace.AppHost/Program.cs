using CaseWorkspace.AppHost;

return await CommandLine.RunAsync(args);
