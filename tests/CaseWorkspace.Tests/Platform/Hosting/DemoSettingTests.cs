using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

public sealed partial class DemoSettingTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Prod")]
    [InlineData("Staging")]
    [InlineData("Development")]
    [InlineData("Demo")]
    [InlineData("demo ")]
    [InlineData("")]
    public void Without_the_setting_every_environment_is_a_production(string name)
    {
        foreach (var setting in new[] { null, "", "false" })
        {
            var environment = new Named(name);
            DemoSetting.Settle(Settings(setting), environment).ShouldBeFalse();
            environment.EnvironmentName.ShouldBe(Environments.Production);
        }
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Prod")]
    [InlineData("Staging")]
    [InlineData("demo ")]
    [InlineData("")]
    public void With_the_setting_an_environment_that_is_no_demonstration_is_refused(string name) =>
        Should.Throw<InvalidOperationException>(() => DemoSetting.Settle(Settings("true"), new Named(name))).Message.ShouldContain("Demo:Enabled is set");

    [Theory]
    [InlineData("Demo")]
    [InlineData("Development")]
    public void With_the_setting_a_demonstration_is_one(string name) => DemoSetting.Settle(Settings("true"), new Named(name)).ShouldBeTrue();

    [Fact]
    public void No_host_asks_for_the_name_of_its_environment_to_decide_what_is_safe()
    {
        var asking = Repository.Sources("src").Where(file => Asks().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file));
        asking.ShouldBe(["DemoSetting.cs"]);
    }

    private static IConfiguration Settings(string? demo) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(DemoSetting.Name, demo)]).Build();

    [GeneratedRegex(@"\.Is(Production|Staging|Environment)\(|EnvironmentName", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asks();

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
