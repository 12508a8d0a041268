using System.Text.RegularExpressions;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Web;
using Marten;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.Access;

public sealed partial class AccessTableTests
{
    private static readonly AccessPolicy Policy = new(AllFeatures.Rules);

    /// <summary>The roles that never come near the content of a case.</summary>
    private static readonly Role[] WithoutCases = [Role.Auditor, Role.IdentityAdmin, Role.Custodian];

    [Fact]
    public void Every_operation_declared_anywhere_has_a_rule() =>
        Declared.Operations.Where(one => !Policy.Knows(one.Operation)).Select(one => one.Operation.Name).ShouldBeEmpty();

    [Fact]
    public void Every_operation_declared_anywhere_is_in_the_list_of_a_feature() =>
        AllFeatures.Modules.SelectMany(module => DeclaredOperations.Of(module.Operations)).ShouldBe(Declared.Operations.Select(one => one.Operation), ignoreOrder: true);

    [Fact]
    public void No_host_starts_with_an_operation_that_has_no_row()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:Workspace", (string?)"Host=localhost"),
            KeyValuePair.Create("ConnectionStrings:Keys", (string?)"Host=localhost;Database=keys"),
            KeyValuePair.Create("TextKeys:Folder", (string?)"nowhere"),
        ]).Build();
        new ServiceCollection().AddWorkspace(settings, AllFeatures.Modules).Count.ShouldBeGreaterThan(10);
        var view = new Rule(InvestigationOperations.View, Role.Auditor, []);
        Refused(new OneOperation([])).ShouldStartWith("No rule knows the operation test.forgotten");
        Refused(new OneOperation([new(OneOperation.Forgotten, Role.Auditor, []), new(new Operation("test.declared-nowhere", Processing.Consultation), Role.Auditor, [])]))
            .ShouldStartWith("OneOperation does not declare the operation test.declared-nowhere");
        // Who may look at a file is for the feature of files to say.
        Refused(new OneOperation([new(OneOperation.Forgotten, Role.Auditor, []), view])).ShouldStartWith("OneOperation does not declare the operation investigation.view");

        string Refused(OneOperation feature) =>
            Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddWorkspace(settings, [.. AllFeatures.Modules, feature])).Message;
    }

    private sealed class OneOperation(IReadOnlyList<Rule> rules) : IFeature
    {
        public static readonly Operation Forgotten = new("test.forgotten", Processing.Consultation);

        public Type Operations => GetType();

        public IReadOnlyList<Rule> Rules => rules;

        public void Store(StoreOptions options) => throw new InvalidOperationException("No host starts so far.");

        public void Add(IServiceCollection services)
        {
        }

        public ApiSection Section => new("Test", "Tests.");

        public void Map(IEndpointRouteBuilder api)
        {
        }
    }

    [Fact]
    public void Every_rule_is_of_an_operation_that_is_declared() =>
        AllFeatures.Rules.Select(rule => rule.Operation).Except(Declared.Operations.Select(one => one.Operation)).ShouldBeEmpty();

    [Fact]
    public void No_operation_is_declared_twice() =>
        Declared.Operations.Select(one => one.Operation.Name).ShouldBeUnique();

    [Fact]
    public void No_role_has_two_rules_for_one_operation() =>
        AllFeatures.Rules.Select(rule => (rule.Operation.Name, rule.Role)).ShouldBeUnique();

    [Fact]
    public void Operations_are_named_after_a_thing_and_a_verb() =>
        Declared.Operations.Select(one => one.Operation.Name).Where(name => !ThingAndVerb().IsMatch(name)).ShouldBeEmpty();

    [Fact]
    public void Operations_are_declared_in_the_list_of_their_feature() =>
        Declared.Operations.Where(one => !one.Field.DeclaringType!.Name.EndsWith("Operations", StringComparison.Ordinal) || !one.Field.IsInitOnly)
            .Select(one => one.Operation.Name).ShouldBeEmpty();

    [Fact]
    public void Who_oversees_accounts_or_keeps_the_store_opens_no_file_and_no_request() =>
        AllFeatures.Rules.Where(rule => WithoutCases.Contains(rule.Role)
                && (rule.Operation.Name.StartsWith("investigation.", StringComparison.Ordinal)
                    || rule.Operation.Name.StartsWith("request.", StringComparison.Ordinal)))
            .Select(rule => $"{rule.Role}: {rule.Operation}").ShouldBeEmpty();

    [Fact]
    public void The_auditor_and_the_identity_administrator_see_no_evidence() =>
        AllFeatures.Rules.Where(rule => rule.Role is Role.Auditor or Role.IdentityAdmin
                && rule.Operation.Name.StartsWith("evidence.", StringComparison.Ordinal))
            .Select(rule => $"{rule.Role}: {rule.Operation}").ShouldBeEmpty();

    /// <summary>The header reads its numbers by the relations of looking at the file; a person who took emergency access has no tab of sub-files.</summary>
    [Fact]
    public void What_the_header_of_a_file_counts_is_listed_by_the_same_relations()
    {
        foreach (var list in new[] { EvidenceOperations.ListOfFile, InformationRequestOperations.ListOfFile, InvestigationOperations.ListSubFiles })
        {
            foreach (var looking in AllFeatures.Rules.Where(rule => rule.Operation == InvestigationOperations.View))
            {
                looking.Relations.Except([Relation.EmergencyAccess])
                    .Except(AllFeatures.Rules.Single(rule => rule.Operation == list && rule.Role == looking.Role).Relations)
                    .ShouldBeEmpty($"{looking.Role}: {list}");
            }
        }
    }

    [Fact]
    public void Only_the_auditor_reads_the_journal() =>
        AllFeatures.Rules.Where(rule => rule.Operation.Name is "journal.read" or "journal.read-accounts").Select(rule => rule.Role).ShouldBe([Role.Auditor, Role.Auditor]);

    /// <summary>
    /// A role alone suffices only where no file is concerned. An operation of the kind disclosure or erasure always concerns one, but
    /// for the journal's export: entries, never content.
    /// </summary>
    [Fact]
    public void Nothing_leaves_by_role_alone() =>
        AllFeatures.Rules.Where(rule => rule.Relations.Count == 0 && rule.Role != Role.System
                && rule.Operation.Processing is Processing.Disclosure or Processing.Erasure)
            .Select(rule => $"{rule.Role}: {rule.Operation}").ShouldBe(["Auditor: journal.export", "Auditor: journal.export-accounts"]);

    [Fact]
    public void Relations_are_held_by_the_roles_they_belong_to()
    {
        var holders = new Dictionary<Relation, Role[]>
        {
            [Relation.Lead] = [Role.Investigator, Role.Supervisor],
            [Relation.Member] = [Role.Investigator],
            [Relation.SupervisingProsecutor] = [Role.Prosecutor],
            [Relation.UnitSupervisor] = [Role.Supervisor],
            [Relation.ItemCustodian] = [Role.Custodian],
            [Relation.CustodyOffered] = [Role.Custodian],
            [Relation.AddressedLiaisonOfficer] = [Role.LiaisonOfficer],
            [Relation.EmergencyAccess] = [Role.Investigator, Role.Supervisor, Role.Prosecutor],
        };
        AllFeatures.Rules.SelectMany(rule => rule.Relations.Where(relation => !holders[relation].Contains(rule.Role))
                .Select(relation => $"{rule.Operation}: {rule.Role} as {relation}"))
            .ShouldBeEmpty();
    }

    public static TheoryData<string, Role, Relation> WhatOpens => new()
    {
        { "investigation.view", Role.Investigator, Relation.Lead },
        { "investigation.view", Role.Investigator, Relation.Member },
        { "investigation.view", Role.Supervisor, Relation.UnitSupervisor },
        { "investigation.view", Role.Prosecutor, Relation.SupervisingProsecutor },
        { "investigation.add-member", Role.Investigator, Relation.Lead },
        { "investigation.name-prosecutor", Role.Supervisor, Relation.UnitSupervisor },
        { "request.assign", Role.Supervisor, Relation.UnitSupervisor },
        { "request.authorise", Role.Supervisor, Relation.UnitSupervisor },
        { "request.release", Role.Supervisor, Relation.UnitSupervisor },
        { "request.release", Role.Prosecutor, Relation.SupervisingProsecutor },
        { "request.transmit", Role.LiaisonOfficer, Relation.AddressedLiaisonOfficer },
        { "request.draft", Role.Investigator, Relation.Member },
        { "evidence.download", Role.Custodian, Relation.ItemCustodian },
        { "evidence.accept-custody", Role.Custodian, Relation.CustodyOffered },
    };

    public static TheoryData<string, Role, Relation> WhatDoesNotOpen => new()
    {
        { "evidence.view", Role.Custodian, Relation.CustodyOffered },
        { "evidence.download", Role.Custodian, Relation.CustodyOffered },
        { "evidence.list", Role.Custodian, Relation.CustodyOffered },
        { "evidence.view-custody", Role.Custodian, Relation.CustodyOffered },
        { "evidence.list-receivers", Role.Custodian, Relation.CustodyOffered },
        { "evidence.accept-custody", Role.Custodian, Relation.ItemCustodian },
        { "evidence.offer-custody", Role.Prosecutor, Relation.SupervisingProsecutor },
        { "investigation.view", Role.LiaisonOfficer, Relation.AddressedLiaisonOfficer },
        { "investigation.view", Role.Auditor, Relation.Member },
        { "investigation.view", Role.Prosecutor, Relation.UnitSupervisor },
        { "investigation.add-member", Role.Investigator, Relation.Member },
        { "investigation.remove-member", Role.Investigator, Relation.Member },
        { "investigation.name-prosecutor", Role.Investigator, Relation.Lead },
        { "request.authorise", Role.Investigator, Relation.Lead },
        { "request.authorise", Role.Prosecutor, Relation.SupervisingProsecutor },
        { "request.release", Role.Investigator, Relation.Lead },
        { "request.release", Role.LiaisonOfficer, Relation.AddressedLiaisonOfficer },
        { "request.transmit", Role.Investigator, Relation.Lead },
        { "request.transmit", Role.Supervisor, Relation.UnitSupervisor },
        { "request.draft", Role.Supervisor, Relation.UnitSupervisor },
        { "journal.read", Role.Supervisor, Relation.UnitSupervisor },
    };

    [Theory]
    [MemberData(nameof(WhatOpens))]
    public void The_relation_opens(string operation, Role role, Relation relation) =>
        Policy.Sufficient(Find(operation), Someone.In(role)).ShouldContain(relation);

    [Theory]
    [MemberData(nameof(WhatDoesNotOpen))]
    public void The_relation_does_not_open(string operation, Role role, Relation relation)
    {
        Policy.Sufficient(Find(operation), Someone.In(role)).ShouldNotContain(relation);
        Policy.AllowsWithoutRelation(Find(operation), Someone.In(role)).ShouldBeFalse();
    }

    [Fact]
    public void The_printed_matrix_is_current() =>
        Repository.ShouldHold(Repository.At("docs", "access-matrix.md"), AccessMatrix.Print(AllFeatures.Rules), "The table of rules has changed.");

    private static Operation Find(string name) => Declared.Operations.Single(one => one.Operation.Name == name).Operation;

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ThingAndVerb();
}
