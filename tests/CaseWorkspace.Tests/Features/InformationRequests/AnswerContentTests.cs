using CaseWorkspace.Features.InformationRequests;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

/// <summary>What an answer must say, the same no matter who gives it.</summary>
public sealed class AnswerContentTests
{
    private static readonly ItemAnswer Given1 = new(1, "given", null, "A company.", []);

    private static IEnumerable<string> FaultsOf(AnswerContent answer) => Faults.Of(new PrepareAnswer(Guid.CreateVersion7(), 1, answer));

    private static IEnumerable<string> FaultsOf(ItemAnswer item) => FaultsOf(Requests.Answer with { Items = [item] });

    [Fact]
    public void Sound_answers_have_no_fault()
    {
        FaultsOf(Requests.Answer).ShouldBeEmpty();
        FaultsOf(Requests.AnswerWithEvidence).ShouldBeEmpty();
    }

    [Fact]
    public void No_answer_at_all_is_a_fault_and_not_a_crash() => FaultsOf((AnswerContent)null!).ShouldBe(["answer: NotNullValidator"]);

    [Fact]
    public void An_empty_place_among_the_items_is_a_fault_and_not_a_crash() =>
        FaultsOf(Requests.Answer with { Items = [Given1, null!] }).ShouldBe(["answer.items[1]: NotNullValidator"]);

    [Fact]
    public void No_list_of_evidence_is_a_fault_and_not_a_crash() =>
        FaultsOf(Given1 with { Evidence = null! }).ShouldBe(["answer.items[0].evidence: NotNullValidator"]);

    [Fact]
    public void No_list_of_documents_is_a_fault_and_not_a_crash() =>
        FaultsOf(Requests.Answer with { Documents = null! }).ShouldBe(["answer.documents: NotNullValidator"]);

    [Fact]
    public void Something_is_answered() =>
        FaultsOf(Requests.Answer with { Items = [] }).ShouldBe(["answer.items: NotEmptyValidator"]);

    [Fact]
    public void No_item_is_answered_twice() =>
        FaultsOf(Requests.Answer with { Items = [Given1, Given1] }).ShouldBe(["answer.items: item-twice"]);

    [Fact]
    public void Items_are_counted_from_one() =>
        FaultsOf(Given1 with { Item = 0 }).ShouldBe(["answer.items[0].item: InclusiveBetweenValidator"]);

    [Fact]
    public void The_result_is_a_code_of_the_list() =>
        FaultsOf(new ItemAnswer(1, "perhaps", null, null, [])).ShouldBe(["answer.items[0].result: unknown-code"]);

    [Fact]
    public void What_is_refused_has_a_ground() =>
        FaultsOf(new ItemAnswer(1, "refused", null, null, [])).ShouldBe(["answer.items[0].ground: NotEmptyValidator"]);

    [Fact]
    public void What_is_given_has_no_ground() =>
        FaultsOf(Given1 with { Ground = "sovereignty" }).ShouldBe(["answer.items[0].ground: EmptyValidator"]);

    [Fact]
    public void What_is_given_is_given_in_words_or_as_evidence()
    {
        FaultsOf(Given1 with { Text = null }).ShouldBe(["answer.items[0].text: NotEmptyValidator"]);
        FaultsOf(Given1 with { Text = null, Evidence = [Requests.Item] }).ShouldBeEmpty();
    }

    [Fact]
    public void Evidence_goes_along_only_with_what_is_given() =>
        FaultsOf(new ItemAnswer(1, "nothing-held", null, null, [Requests.Item])).ShouldBe(["answer.items[0].evidence: EmptyValidator"]);

    [Fact]
    public void A_restriction_of_its_own_is_put_into_words() =>
        FaultsOf(Requests.Answer with { HandlingCode = "H3" }).ShouldBe(["answer.restriction: NotEmptyValidator"]);

    [Theory]
    [InlineData("H9", "A", "1", "answer.handlingCode: unknown-code")]
    [InlineData("H1", "D", "1", "answer.sourceGrade: unknown-code")]
    [InlineData("H1", "A", "5", "answer.informationGrade: unknown-code")]
    public void Handling_code_and_grades_are_codes_of_their_lists(string handling, string source, string information, string fault) =>
        FaultsOf(Requests.Answer with { HandlingCode = handling, SourceGrade = source, InformationGrade = information }).ShouldBe([fault]);
}
