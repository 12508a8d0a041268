using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>What of a record is shown to whom: all of it to the file, and of a restricted one to those alone who answer for the file.</summary>
internal static class PersonAudiences
{
    /// <summary>The relations in which a restricted record is read.</summary>
    public static IReadOnlyList<Relation> OfRestricted { get; } = [Relation.Lead, Relation.UnitSupervisor, Relation.SupervisingProsecutor];

    /// <summary>The condition, in SQL, that the document <c>d</c> is restricted.</summary>
    public const string IsRestricted = "d.data #>> '{restriction,at}' is not null";

    /// <summary>The condition, in SQL, that what stands in the document <c>d</c> is open to the read <c>g</c>.</summary>
    public static string IsOpen { get; } = $"(not ({IsRestricted}) or g.relation in ({Audience.Codes(OfRestricted)}))";

    /// <summary>The document <c>d</c> as the read <c>g</c> is shown it. What is not shown stands in it as nothing.</summary>
    public static string Shown { get; } =
        $$"""
        case when not {{IsOpen}}
            then jsonb_build_object(
                'id', d.data -> 'id', 'file', d.data -> 'file', 'number', d.data -> 'number', 'isMigrant', false,
                'recordedBy', d.data -> 'recordedBy', 'recordedAt', d.data -> 'recordedAt',
                'description', jsonb_build_object('names', jsonb_build_array((d.data #> '{description,names,0}') || '{"text": ""}'), 'citizenships', '[]'::jsonb),
                'facts', '[]'::jsonb, 'qualifications', '[]'::jsonb, 'representatives', '[]'::jsonb, 'bonds', '[]'::jsonb,
                'restriction', (d.data -> 'restriction') - 'reason')
            else d.data end
        """;
}
