using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Features.InformationRequests.Pages;

/// <summary>What stands in the form of an answer while it is written.</summary>
internal sealed class AnswerDraft
{
    private AnswerDraft(Item[] items) => Items = items;

    public Item[] Items { get; }

    public string Text { get; set; } = "";

    public string HandlingCode { get; set; } = "";

    public string Restriction { get; set; } = "";

    public string SourceGrade { get; set; } = "";

    public string InformationGrade { get; set; } = "";

    public string Reference { get; set; } = "";

    public HashSet<Guid> Documents { get; } = [];

    /// <summary>What is sent: what has no result yet is left for later; the request is submitted once all of them have one.</summary>
    public AnswerContent Content => new(
        [.. Begun.Select(item => new ItemAnswer(
            item.Number, item.Result, item.Result is RequestCodes.Refused ? item.Ground.OrNothing() : null, item.Text.OrNothing(), item.Result is RequestCodes.Given ? [.. item.Evidence] : []))],
        Text.OrNothing(), HandlingCode, Restriction.OrNothing(), SourceGrade, InformationGrade, [.. Documents]);

    /// <summary>The items that have a result, in the order in which they are sent.</summary>
    public IEnumerable<Item> Begun => Items.Where(item => item.Result.Length > 0);

    /// <summary>The form for the request: with its answer as it stands, or empty.</summary>
    public static AnswerDraft Of(InformationRequest request)
    {
        var known = request.Answer;
        var draft = new AnswerDraft([.. Enumerable.Range(1, request.Content.Items.Length)
            .Select(number => new Item(number, known?.Items.FirstOrDefault(one => one.Item == number)))]);
        if (known is not null)
        {
            (draft.Text, draft.HandlingCode, draft.Restriction) = (known.Text ?? "", known.HandlingCode, known.Restriction ?? "");
            (draft.SourceGrade, draft.InformationGrade) = (known.SourceGrade, known.InformationGrade);
            draft.Documents.UnionWith(known.Documents);
        }

        return draft;
    }

    /// <summary>The control's id of a field of an item, counted from 0.</summary>
    public static string IdOf(string field, int item) => string.Create(CultureInfo.InvariantCulture, $"{field}-{item}");

    /// <summary>Takes over what the browser kept, by the id of the control; a box is ticked when it says 'on'.</summary>
    public void Restore(IReadOnlyDictionary<string, string> kept)
    {
        string Of(string id, string now) => kept.GetValueOrDefault(id, now);
        foreach (var (item, index) in Items.Select((item, index) => (item, index)))
        {
            (item.Result, item.Ground, item.Text) =
                (Of(IdOf("result", index), item.Result), Of(IdOf("ground", index), item.Ground), Of(IdOf("text", index), item.Text));
            Tick(item.Evidence, IdOf("evidence", index) + "-", kept);
        }

        (Text, HandlingCode, Restriction) = (Of("answer-text", Text), Of("handling", HandlingCode), Of("restriction", Restriction));
        (SourceGrade, InformationGrade) = (Of("source", SourceGrade), Of("information", InformationGrade));
        Reference = Of("reference", Reference);
        Tick(Documents, "document-", kept);
    }

    /// <summary>Where the saved answer says something else: the words of the field, what stands there, what is written here.</summary>
    public IEnumerable<(string Words, string Theirs, string Yours)> Against(AnswerDraft theirs)
    {
        IEnumerable<(string Words, string Theirs, string Yours)> all =
        [
            .. Items.Zip(theirs.Items, (mine, other) => (Texts.Get("request.item", mine.Number), other.InWords, mine.InWords)),
            (Texts.Get("request.answer.text"), theirs.Text, Text),
            (Texts.Get("request.answer.handling"), Label("handling-code", theirs.HandlingCode), Label("handling-code", HandlingCode)),
            (Texts.Get("request.answer.restriction"), theirs.Restriction, Restriction),
            (Texts.Get("request.answer.source-grade"), Label("source-grade", theirs.SourceGrade), Label("source-grade", SourceGrade)),
            (Texts.Get("request.answer.information-grade"), Label("information-grade", theirs.InformationGrade), Label("information-grade", InformationGrade)),
        ];
        return all.Where(one => !string.Equals(one.Theirs.Trim(), one.Yours.Trim(), StringComparison.Ordinal));
    }

    private static void Tick(HashSet<Guid> chosen, string beginning, IReadOnlyDictionary<string, string> kept)
    {
        foreach (var (id, value) in kept.Where(one => one.Key.StartsWith(beginning, StringComparison.Ordinal)))
        {
            if (Guid.TryParse(id.AsSpan(beginning.Length), out var thing))
            {
                _ = value is "on" ? chosen.Add(thing) : chosen.Remove(thing);
            }
        }
    }

    private static string Label(string list, string code) => CodeLists.Label(list, code);

    /// <summary>The answer to one item asked; counted from 1.</summary>
    internal sealed class Item(int number, ItemAnswer? known)
    {
        public int Number { get; } = number;

        public string Result { get; set; } = known?.Result ?? "";

        public string Ground { get; set; } = known?.Ground ?? "";

        public string Text { get; set; } = known?.Text ?? "";

        public HashSet<Guid> Evidence { get; } = [.. known?.Evidence ?? []];

        internal string InWords => string.Join(
            '\n', new[] { Label("item-answer", Result), Label("refusal-ground", Ground), Text }.Where(words => words.Length > 0));
    }
}
