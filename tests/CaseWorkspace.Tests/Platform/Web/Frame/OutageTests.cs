using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Evidence.Pages;
using CaseWorkspace.Features.InformationRequests.Pages;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Web.Frame;

/// <summary>While the identity server is silent nobody is let in, and no page says of that that there is nothing.</summary>
public class OutageTests
{
    [Theory]
    [InlineData(typeof(FilePage))]
    [InlineData(typeof(SubFilePage))]
    [InlineData(typeof(ItemPage))]
    [InlineData(typeof(RequestPage))]
    [InlineData(typeof(AnswerPage))]
    [InlineData(typeof(RequestFormPage))]
    [InlineData(typeof(RegisterEvidencePage))]
    [InlineData(typeof(OpenFilePage))]
    [InlineData(typeof(DeskPage))]
    public async Task A_page_says_that_the_check_failed_and_not_that_there_is_nothing(Type page)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

        var html = await RenderAsync(page, page == typeof(DeskPage) || page == typeof(OpenFilePage) || page == typeof(RequestFormPage) ? [] : new() { [page == typeof(RegisterEvidencePage) ? "File" : "Id"] = Guid.CreateVersion7() });

        html.ShouldContain(Texts.Get("problem.identity-unreachable"));
        html.ShouldContain(Texts.Get("problem.identity-unreachable.mend"));
        html.ShouldContain(Texts.Get("frame.try-again"));
        html.ShouldNotContain(Texts.Get("problem.not-found"));
        html.ShouldNotContain(Texts.Get("frame.desk.empty"));
        html.ShouldNotContain(Texts.Get("frame.loading"));
    }

    [Fact]
    public async Task An_unexpected_fault_is_told_with_the_trace_id_of_the_log()
    {
        RenderFragment<Exception> told = _ => builder => builder.AddContent(0, "It went wrong");
        RenderFragment broken = builder =>
        {
            builder.OpenComponent<Broken>(0);
            builder.CloseComponent();
        };
        var log = new Told();

        var html = await RenderAsync(typeof(PageBoundary), new() { ["ChildContent"] = broken, ["ErrorContent"] = told }, log);

        html.ShouldContain("It went wrong");
        log.Lines.ShouldHaveSingleItem().ShouldMatch("told to the person as [0-9a-f]{32}$");
    }

    private static async Task<string> RenderAsync(Type component, Dictionary<string, object?> parameters, ILoggerProvider? log = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logs =>
        {
            if (log is not null)
                logs.AddProvider(log);
        });
        services.AddFrame();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Unused<CommandPipeline>());
        services.AddSingleton(Unused<QueryPipeline>());
        services.AddSingleton(Unused<HistoryPipeline>());
        services.AddSingleton(Unused<EvidenceContent>());
        services.AddSingleton(new AccessPolicy(AllFeatures.Rules));
        services.AddSingleton(AllFeatures.Things);
        services.AddSingleton<AuthenticationStateProvider, SilentIdentity>();
        services.AddSingleton<NavigationManager, SomePlace>();
        services.AddSingleton<IJSRuntime, NoBrowser>();
        services.AddSingleton<IErrorBoundaryLogger, NoLog>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, provider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            System.Net.WebUtility.HtmlDecode((await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))).ToHtmlString()));
    }

    /// <summary>Nobody gets as far as this: there is no actor.</summary>
    private static T Unused<T>() where T : class => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private sealed class SilentIdentity : AuthenticationStateProvider, IPageSession
    {
        public string? Away => "identity-unreachable";

        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
    }

    private sealed class SomePlace : NavigationManager
    {
        public SomePlace() => Initialize("https://workspace.example/", "https://workspace.example/");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
        }
    }

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException(identifier);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            throw new NotSupportedException(identifier);
    }

    private sealed class NoLog : IErrorBoundaryLogger
    {
        public ValueTask LogErrorAsync(Exception exception) => ValueTask.CompletedTask;
    }

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("Broken on purpose");
    }

    private sealed class Told : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
