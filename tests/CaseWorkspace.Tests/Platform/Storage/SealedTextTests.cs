using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Features.People;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Storage;

/// <summary>Texts in events are stored sealed, and nothing else is; what was moved or changed does not open, and says so.</summary>
public sealed class SealedTextTests
{
    private const string Word = "ukwavosi";

    private static readonly TextKey Key = new(Guid.CreateVersion7(), [.. Enumerable.Range(0, 32).Select(one => (byte)one)]);
    private static readonly TextKey Other = new(Guid.CreateVersion7(), [.. Enumerable.Range(1, 32).Select(one => (byte)one)]);
    private static readonly Held Keys = new(Key, Other);
    private static readonly ISerializer Serializer = Configure(Keys);

    public static TheoryData<string> WithTexts => [.. Declared.Events.Where(one => MarkedTexts.AreIn(one.EventType)).Select(one => one.EventTypeName)];

    [Fact]
    public void There_are_events_with_texts() => WithTexts.Count.ShouldBeGreaterThan(40);

    [Theory]
    [MemberData(nameof(WithTexts))]
    public void An_event_with_texts_is_stored_sealed_and_read_as_it_was(string name)
    {
        var happened = Sample(Declared.Events.Single(one => one.EventTypeName == name).EventType);
        EventKeys.SealWith(happened, Key);

        var stored = Serializer.ToJson(happened);

        stored.ShouldNotContain(Word);
        stored.ShouldContain($"\"key\":\"{Key.Id}\"");
        MarkedTexts.ArePlain(JsonNode.Parse(stored)!.AsObject(), happened.GetType()).ShouldBeFalse();
        Plain(Read(happened.GetType(), stored)).ShouldBe(Plain(happened));
        // Also by the way of readers that take the JSON as a statement hands it over.
        JsonNode.DeepEquals(JsonNode.Parse(Opened(stored, name)), JsonNode.Parse(Plain(happened))).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(WithTexts))]
    public void An_event_with_texts_and_no_key_is_not_stored(string name)
    {
        var happened = Sample(Declared.Events.Single(one => one.EventTypeName == name).EventType);
        Should.Throw<UnsealedTextException>(() => Serializer.ToJson(happened)).Message.ShouldContain(name);
        // Nothing of that is left on the thread.
        Serializer.ToJson(new PersonDescription([new PersonName(Word, "latin", "primary")], null, null, null, [])).ShouldContain(Word);
    }

    [Theory]
    [MemberData(nameof(WithTexts))]
    public void An_event_of_before_is_read_as_it_was_and_sealed_in_place(string name)
    {
        var type = Declared.Events.Single(one => one.EventTypeName == name).EventType;
        var plain = Plain(Sample(type));
        Plain(Read(type, plain)).ShouldBe(plain);

        var stored = JsonNode.Parse(plain)!.AsObject();
        MarkedTexts.Seal(stored, type, name, Key).ShouldBeTrue();
        stored.ToJsonString().ShouldNotContain(Word);
        Plain(Read(type, stored.ToJsonString())).ShouldBe(plain);
        // Once more, it stays.
        var before = stored.ToJsonString();
        MarkedTexts.Seal(stored, type, name, Key).ShouldBeFalse();
        stored.ToJsonString().ShouldBe(before);
    }

    [Fact]
    public void The_same_types_stand_plain_in_snapshots()
    {
        var person = new RecordedPerson(
            Guid.CreateVersion7(), Guid.CreateVersion7(), "P-001", new PersonDescription([new PersonName(Word, "latin", "primary")], null, "1987", Word, []), false,
            Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, null, null, [], [], null);
        Serializer.ToJson(person).ShouldContain(Word);
        Serializer.ToJson(person).ShouldNotContain("sealed");
    }

    [Theory]
    [InlineData("""{"key":"01890000-0000-7000-8000-000000000000","sealed":"AAAA"}""")]
    [InlineData("\",\"sealed\":\"AAAA")]
    [InlineData("""["key","sealed"]""")]
    [InlineData(SealedText.Erased)]
    [InlineData("")]
    public void What_is_typed_stays_text_whatever_it_looks_like(string typed)
    {
        var note = new NoteAdded(typed);
        EventKeys.SealWith(note, Key);
        ((NoteAdded)Read(typeof(NoteAdded), Serializer.ToJson(note))).Text.ShouldBe(typed);
        // In the clear, as in a snapshot or an event of before.
        var plain = JsonSerializer.Serialize(new { text = typed });
        ((NoteAdded)Read(typeof(NoteAdded), plain)).Text.ShouldBe(typed);
        Keys.Opened(plain, "note-added").ShouldBe(plain);
    }

    [Fact]
    public void What_was_moved_to_another_event_member_or_key_does_not_open()
    {
        var refused = new CustodyRefused(Word, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
        EventKeys.SealWith(refused, Key);
        var there = JsonNode.Parse(Serializer.ToJson(refused))!["reason"]!;

        // Another event with a member of that name.
        ((RestrictionLifted)Read(typeof(RestrictionLifted), Object("reason", there))).Reason.ShouldBe(SealedText.NotOpened);
        // Another member.
        ((NoteAdded)Read(typeof(NoteAdded), Object("text", there))).Text.ShouldBe(SealedText.NotOpened);
        // Another key.
        var moved = there.DeepClone();
        moved["key"] = Other.Id;
        ((CustodyRefused)Read(typeof(CustodyRefused), Object("reason", moved))).Reason.ShouldBe(SealedText.NotOpened);
        // A key that is not there, and something that is no base64.
        moved["key"] = Guid.CreateVersion7();
        ((CustodyRefused)Read(typeof(CustodyRefused), Object("reason", moved))).Reason.ShouldBe(SealedText.NotOpened);
        moved["key"] = Key.Id;
        moved["sealed"] = "no base64";
        ((CustodyRefused)Read(typeof(CustodyRefused), Object("reason", moved))).Reason.ShouldBe(SealedText.NotOpened);
    }

    [Fact]
    public void Each_changed_byte_is_noticed()
    {
        var bytes = Convert.FromBase64String(Encoding.ASCII.GetString(Key.Seal("note-added", "text", Word)));
        for (var place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 1;
            Key.Open("text", bytes, ["note-added"]).ShouldBeNull($"{place}");
            bytes[place] ^= 1;
        }

        Key.Open("text", bytes, ["answer-prepared", "note-added"]).ShouldBe(Word);
        Key.Open("text", bytes.AsSpan(0, 20), ["note-added"]).ShouldBeNull();
    }

    [Fact]
    public void A_text_whose_key_was_destroyed_shows_as_erased()
    {
        var note = new NoteAdded(Word);
        var gone = new TextKey(Guid.CreateVersion7(), new byte[32]);
        EventKeys.SealWith(note, gone);
        var stored = Serializer.ToJson(note);
        Configure(new Held(Key) { Destroyed = gone.Id }).FromJson<NoteAdded>(new MemoryStream(Encoding.UTF8.GetBytes(stored))).Text.ShouldBe(SealedText.Erased);
    }

    /// <summary>Else one could not be told from something sealed.</summary>
    [Fact]
    public void No_part_of_an_event_is_written_as_what_is_sealed() =>
        Declared.Events.SelectMany(one => PartsOf(one.EventType).Prepend(one.EventType)).Distinct()
            .Where(type => type.GetProperties().Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).Order().SequenceEqual(["key", "sealed"])).ShouldBeEmpty();

    /// <summary>Personal data of people outside the service stands under the key of the record, protocol or covert measure that holds it. The one exception: who seized an item.</summary>
    [Fact]
    public void Personal_data_stands_in_events_that_are_keyed_by_themselves() =>
        Declared.Events.Where(one => PartsOf(one.EventType).Prepend(one.EventType).SelectMany(type => type.GetProperties()).Any(property => property.IsDefined(typeof(PersonalDataAttribute))))
            .Where(one => !AllFeatures.Things.IsKeyedByItself(one.EventType)).Select(one => one.EventTypeName).ShouldBe(["evidence-registered", "evidence-corrected"], ignoreOrder: true);

    /// <summary>Why a record was erased, or was not, outlives it.</summary>
    private static readonly string[] WhyErased = ["person-erasure-proposed", "person-erasure-refused", "person-erasure-agreed"];

    [Fact]
    public void Events_of_a_persons_record_are_keyed_by_themselves_and_others_by_the_file()
    {
        foreach (var one in Declared.Events)
            AllFeatures.Things.IsKeyedByItself(one.EventType).ShouldBe(
                Declared.FeatureOf(one.EventType) is "People" or "Protocols" or "Chronology" or "CovertMeasures" && !WhyErased.Contains(one.EventTypeName), one.EventTypeName);
    }

    private static object Read(Type type, string json) => Serializer.FromJson(type, new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Object(string member, JsonNode value) => new JsonObject { [member] = value.DeepClone() }.ToJsonString();

    private static string Plain(object happened) => JsonSerializer.Serialize(happened, happened.GetType(), WorkspaceJson.Stored);

    private static string Opened(string json, string alias) => Keys.Opened(json, alias);

    private static ISerializer Configure(IOpensTexts keys)
    {
        var options = new StoreOptions();
        WorkspaceStore.Configure(options, NpgsqlDataSource.Create("Host=localhost"), AllFeatures.Modules, keys: keys);
        return (ISerializer)options.Serializer();
    }

    private static IEnumerable<Type> PartsOf(Type type) => type.GetProperties()
        .Select(property => property.PropertyType.GetElementType() ?? property.PropertyType)
        .Where(part => part.Assembly == Declared.Workspace && !part.IsEnum)
        .SelectMany(part => PartsOf(part).Prepend(part));

    /// <summary>An event in which every text holds the word.</summary>
    private static object Sample(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, type.GetProperty(parameter.Name!)!))]);
    }

    private static object? Value(Type type, PropertyInfo property) =>
        type == typeof(string) ? (MarkedTexts.IsMarked(property) ? $"{Word} „{property.Name}“ 😀" : "code")
        : type == typeof(string[]) ? (MarkedTexts.IsMarked(property) ? [$"{Word} 1", $"{Word} 2"] : new[] { "code" })
        : type.IsArray ? Array(type.GetElementType()!)
        : Nullable.GetUnderlyingType(type) is { } some ? Value(some, property)
        : type == typeof(Guid) ? Guid.Parse("01890000-0000-7000-8000-000000000000")
        : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        : type.IsValueType ? Activator.CreateInstance(type)
        : Sample(type);

    private static Array Array(Type element)
    {
        var array = System.Array.CreateInstance(element, 1);
        array.SetValue(element.IsValueType ? Activator.CreateInstance(element) : Sample(element), 0);
        return array;
    }

    /// <summary>A few keys at hand.</summary>
    private sealed class Held : IOpensTexts
    {
        private readonly TextKey[] _keys;

        public Held(params TextKey[] keys) => _keys = keys;

        public Guid Destroyed { get; init; }

        public string Opened(string json, string alias) => new OpenedJson(this).Opened(json, alias);

        public string Open(Guid key, string member, ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> aliases) =>
            key == Destroyed ? SealedText.Erased : _keys.FirstOrDefault(one => one.Id == key)?.Open(member, bytes, aliases) ?? SealedText.NotOpened;
    }
}
