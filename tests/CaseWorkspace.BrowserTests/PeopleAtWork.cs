using System.Collections.Concurrent;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.BrowserTests;

/// <summary>A test with people at browsers; it fails when one of their browsers complained.</summary>
public abstract class PeopleAtWork(Browser browser, RunningInstallation installation) : IAsyncLifetime
{
    private readonly ConcurrentQueue<Person> people = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var person in people)
            await person.Page.Context.CloseAsync();
        people.SelectMany(person => person.Faults).ShouldBeEmpty();
    }

    protected async Task<Person> SignInAsync(string name, string language = Person.English, int width = 1440)
    {
        var web = (await installation.StartedAsync()).Web.Address;
        var person = await Person.SignInAsync(await browser.StartedAsync(), web, name, language, width);
        people.Enqueue(person);
        return person;
    }

    protected async Task<(Person First, Person Second)> SignInBothAsync(string first, string second)
    {
        var both = await Task.WhenAll(SignInAsync(first), SignInAsync(second));
        return (both[0], both[1]);
    }
}
