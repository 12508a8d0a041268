using CaseWorkspace.Features;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform;

public sealed class FollowUpTests
{
    /// <summary>What nobody takes up stops the command that leaves it; what two take up would begin twice.</summary>
    [Fact]
    public void Each_kind_of_what_decisions_leave_is_taken_up_by_one_feature()
    {
        var services = new ServiceCollection();
        foreach (var feature in AllFeatures.Modules)
            feature.Add(services);
        var taken = services.Where(service => service.ServiceType == typeof(IFollowUps))
            .Select(service => ((IFollowUps)Activator.CreateInstance(service.ImplementationType!)!).Takes);
        taken.ShouldBe(typeof(FollowUp).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FollowUp))), ignoreOrder: true);
    }
}
