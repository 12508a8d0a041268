using System.Globalization;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>An event, before it has a place among the others.</summary>
internal sealed record Happening(Guid Stream, object Data, Worker By, Operation Operation);

/// <summary>
/// What happens in one file, planned when it is opened and told step by step in the order of time: notes above all, items that
/// are sealed, checked and reviewed, requests that get as far as time allows.
/// </summary>
internal sealed class FileLife
{
    private static readonly string[] Kinds = ["document", "image", "video", "phone-extraction", "disk-image", "messages", "financial-record"];
    private static readonly string[] Forms = ["irregular-entry", "irregular-stay", "unfounded-asylum"];

    private readonly Population _population;
    private readonly IReadOnlyList<(string Sha256, long Length)> _contents;
    private readonly Random _chance;
    private readonly List<(DateTimeOffset At, Step Step, int Thread)> _plan = [];
    private readonly List<Guid> _threads = [];
    private readonly List<Worker> _members;
    private readonly DateTimeOffset _until;
    private int _next;
    private int _items;
    private Worker? _prosecutor;

    public FileLife(int seed, DateTimeOffset openedAt, DateTimeOffset until, int events, Population population, IReadOnlyList<(string Sha256, long Length)> contents)
    {
        (_population, _until, _contents) = (population, until, contents);
        _chance = new Random(seed);
        _members = [population.AnInvestigator(_chance)];
        Id = NewId(openedAt);
        Country = Population.ACountry(_chance);
        Plan(openedAt, events);
    }

    private enum Step
    {
        Open, Note, Member, Prosecutor,
        Register, Seal, Verify, Review,
        Draft, Submit, Authorise, Transmit, Record, Close,
        Receive, Assign, Prepare, SubmitAnswer, Release, TransmitAnswer,
    }

    public Guid Id { get; }

    /// <summary>When the next step is; null when there is none any more.</summary>
    public DateTimeOffset? NextAt => _next < _plan.Count ? _plan[_next].At : null;

    public int Items => _items;

    private string Country { get; }

    private Worker Lead => _members[0];

    /// <summary>Takes the next step.</summary>
    /// <param name="draw">Draws the next number of a series.</param>
    public Happening Take(Func<string, long> draw)
    {
        var (at, step, thread) = _plan[_next++];
        var request = thread >= 0 ? _threads[thread] : Guid.Empty;
        Happening On(object data, Worker by, Operation operation) => new(thread < 0 ? Id : request, data, by, operation);
        switch (step)
        {
            case Step.Open:
                return On(
                    new InvestigationOpened($"344-{at.Year}-{draw("case").ToString("000000", CultureInfo.InvariantCulture)}", Words.Title(_chance), [Words.One(Forms, _chance)], [Country], Words.Text(_chance), Lead.Unit, Lead.Id, at),
                    Lead, InvestigationOperations.Open);
            case Step.Member when _population.AnInvestigator(_chance) is var one && !_members.Contains(one):
                _members.Add(one);
                return On(new MemberAdded(one.Id, null, null, one.Unit == Lead.Unit ? one.Unit : null), Lead, InvestigationOperations.AddMember);
            case Step.Prosecutor:
                _prosecutor = _population.AProsecutor(_chance);
                return On(new ProsecutorNamed(_prosecutor.Id), _population.HeadOf(Lead.Unit), InvestigationOperations.NameProsecutor);
            case Step.Register:
                return On(
                    new EvidenceRegistered(Id, $"E-{(++_items).ToString("000", CultureInfo.InvariantCulture)}", Words.One(Kinds, _chance), Words.Text(_chance), at.AddDays(-1), Words.Title(_chance), Lead.Name, null, Lead.Id, at),
                    Lead, EvidenceOperations.Register);
            case Step.Seal:
                var (sealedAs, length) = Content(thread);
                return On(new ContentSealed(sealedAs, length, "application/octet-stream", Words.Name(_chance), Lead.Id, at), Lead, EvidenceOperations.Upload);
            case Step.Verify:
                var (checkedAs, checkedLength) = Content(thread);
                return On(new ContentVerified(checkedAs, checkedLength, Lead.Id, at), Lead, EvidenceOperations.Verify);
            case Step.Review when _prosecutor is { } prosecutor:
                return On(new EvidenceReviewed("sufficient", Words.Text(_chance), prosecutor.Id, at), prosecutor, EvidenceOperations.Review);
            case Step.Draft:
                return On(new RequestDrafted(RequestNumber(at, draw), Id, Lead.Unit, Content()), Lead, InformationRequestOperations.Draft);
            case Step.Submit:
                return On(new RequestSubmitted(), Lead, InformationRequestOperations.Submit);
            case Step.Authorise:
                return On(new RequestAuthorised(Country), _population.HeadOf(Lead.Unit), InformationRequestOperations.Authorise);
            case Step.Transmit:
                return On(new RequestTransmitted("liaison-officer", at, at.AddDays(7)), _population.LiaisonOfficerIn(Country), InformationRequestOperations.Transmit);
            case Step.Record:
                return On(new AnswerRecorded(Answer(), Words.Name(_chance)), _population.LiaisonOfficerIn(Country), InformationRequestOperations.Answer);
            case Step.Close:
                return On(new RequestClosed(), Lead, InformationRequestOperations.Close);
            case Step.Receive:
                return On(
                    new RequestRegistered(RequestNumber(at, draw), Lead.Unit, Words.Name(_chance), at, at.AddDays(7), Content()),
                    _population.LiaisonOfficerIn(Country), InformationRequestOperations.Register);
            case Step.Assign:
                return On(new RequestAssigned(Lead.Id, Id), _population.HeadOf(Lead.Unit), InformationRequestOperations.Assign);
            case Step.Prepare:
                return On(new AnswerPrepared(Answer()), Lead, InformationRequestOperations.Answer);
            case Step.SubmitAnswer:
                return On(new AnswerSubmitted(), Lead, InformationRequestOperations.Submit);
            case Step.Release:
                return On(new AnswerReleased(Country, []), _population.HeadOf(Lead.Unit), InformationRequestOperations.Release);
            case Step.TransmitAnswer:
                return On(new AnswerTransmitted("liaison-officer", at), _population.LiaisonOfficerIn(Country), InformationRequestOperations.Transmit);
            default:
                return new Happening(Id, new NoteAdded(Words.Text(_chance)), _members[_chance.Next(_members.Count)], InvestigationOperations.AddNote);
        }
    }

    private static string RequestNumber(DateTimeOffset at, Func<string, long> draw) =>
        $"R-{at.Year}-{draw("request").ToString("000000", CultureInfo.InvariantCulture)}";

    private void Plan(DateTimeOffset openedAt, int events)
    {
        var days = Math.Min((_until - openedAt).TotalDays, 30 + (500 * _chance.NextDouble()));
        _plan.Add((openedAt, Step.Open, -1));
        if (events > 4 && _chance.Next(10) < 6)
        {
            _plan.Add((openedAt.AddDays(days * 0.1 * _chance.NextDouble()), Step.Prosecutor, -1));
        }

        while (_plan.Count < events)
        {
            var at = openedAt.AddDays(days * (0.1 + (0.9 * _chance.NextDouble())));
            switch (_chance.Next(100))
            {
                case < 4:
                    _plan.Add((at, Step.Member, -1));
                    break;
                case < 12:
                    Thread(at, events, 4, Step.Register, Step.Seal, Step.Verify, Step.Review);
                    break;
                case < 14:
                    Thread(at, events, 10, Step.Draft, Step.Submit, Step.Authorise, Step.Transmit, Step.Record, Step.Close);
                    break;
                case < 15:
                    Thread(at, events, 10, Step.Receive, Step.Assign, Step.Prepare, Step.SubmitAnswer, Step.Release, Step.TransmitAnswer, Step.Close);
                    break;
                default:
                    _plan.Add((at, Step.Note, -1));
                    break;
            }
        }

        _plan.Sort((one, other) => one.At.CompareTo(other.At));
    }

    /// <summary>A thing of its own, and the steps it goes through as long as time and chance allow.</summary>
    private void Thread(DateTimeOffset at, int events, int days, params ReadOnlySpan<Step> steps)
    {
        var thread = _threads.Count;
        _threads.Add(NewId(at));
        foreach (var step in steps)
        {
            if (at >= _until || _plan.Count >= events)
            {
                return;
            }

            _plan.Add((at, step, thread));
            if (_chance.Next(12) == 0)
            {
                return;
            }

            at = at.AddDays(0.05 + (days * _chance.NextDouble()));
        }
    }

    private (string Sha256, long Length) Content(int thread) => _contents[Math.Abs(_threads[thread].GetHashCode()) % _contents.Count];

    private RequestContent Content() => new(
        Country, "Central authority", Words.Title(_chance), "investigation", "police-cooperation", "ordinary", null, Words.Text(_chance), [Words.Text(_chance), Words.Title(_chance)], null);

    private AnswerContent Answer() => new(
        [new ItemAnswer(1, "given", null, Words.Text(_chance), []), new ItemAnswer(2, "nothing-held", null, null, [])], Words.Text(_chance), "H1", null, "B", "2", []);

    /// <summary>A UUIDv7 of its time whose other bits come from the seed.</summary>
    private Guid NewId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        _chance.NextBytes(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, (at.ToUnixTimeMilliseconds() << 16) | 0x7000L | (long)_chance.Next(0x1000));
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
