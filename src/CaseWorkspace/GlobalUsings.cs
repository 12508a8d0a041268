global using CaseWorkspace.Platform.Storage;
