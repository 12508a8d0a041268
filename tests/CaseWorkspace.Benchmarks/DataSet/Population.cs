using System.Globalization;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.Benchmarks.DataSet;

/// <summary>Somebody who works with files.</summary>
internal sealed record Worker(Guid Id, string Name, Role Role, string Unit, string? Posting = null);

/// <summary>
/// The people of a data set, the demo accounts among them. Files are spread unevenly, as they are in life: each of a handful has
/// one file in thirty, most have few.
/// </summary>
internal sealed class Population
{
    public const int Units = 20;

    private const double Busy = 0.03;
    private const int BusyOnes = 4;

    private static readonly string[] Neighbours = ["FR", "ES", "DE", "IT", "PL", "TR", "GR", "AT", "BE", "SE"];

    private readonly Worker[] _investigators;
    private readonly Worker[] _prosecutors;
    private readonly Dictionary<string, Worker> _heads;
    private readonly Dictionary<string, Worker> _liaison;

    public Population(int people)
    {
        Everybody = [.. Enumerable.Range(1, Math.Max(people, 60)).Select(Make)];
        _investigators = [.. Everybody.Where(one => one.Role == Role.Investigator)];
        _prosecutors = [.. Everybody.Where(one => one.Role == Role.Prosecutor)];
        _heads = Everybody.Where(one => one.Role == Role.Supervisor).GroupBy(one => one.Unit, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.First(), StringComparer.Ordinal);
        _liaison = Everybody.Where(one => one.Posting is not null).GroupBy(one => one.Posting!, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.First(), StringComparer.Ordinal);
    }

    public IReadOnlyList<Worker> Everybody { get; }

    public Worker AnInvestigator(Random chance) => Uneven(_investigators, chance);

    public Worker AProsecutor(Random chance) => Uneven(_prosecutors, chance);

    public Worker HeadOf(string unit) => _heads[unit];

    public Worker LiaisonOfficerIn(string state) => _liaison[state];

    public static string ACountry(Random chance) => Neighbours[(int)(Neighbours.Length * chance.NextDouble() * chance.NextDouble())];

    private static Worker Uneven(Worker[] ones, Random chance)
    {
        var drawn = chance.NextDouble();
        return drawn < Busy * BusyOnes
            ? ones[(int)(drawn / Busy) % ones.Length]
            : ones[(int)(ones.Length * Math.Pow(chance.NextDouble(), 1.7))];
    }

    private static Worker Make(int number)
    {
        // The first ten are the demo accounts.
        var id = new Guid(string.Create(CultureInfo.InvariantCulture, $"01980000-0000-7000-8000-{number:x12}"));
        var (role, name) = number switch
        {
            1 => (Role.Investigator, "investigator"),
            2 => (Role.Investigator, "investigator-2"),
            3 => (Role.Supervisor, "supervisor"),
            4 => (Role.Supervisor, "supervisor-2"),
            5 => (Role.Prosecutor, "prosecutor"),
            6 => (Role.LiaisonOfficer, "liaison-officer-fr"),
            7 => (Role.LiaisonOfficer, "liaison-officer-es"),
            8 => (Role.Custodian, "custodian"),
            9 => (Role.Auditor, "auditor"),
            10 => (Role.IdentityAdmin, "identity-admin"),
            <= 10 + Units => (Role.Supervisor, ""),
            <= 10 + Units + 10 => (Role.LiaisonOfficer, ""),
            _ => number % 10 == 0 ? (Role.Prosecutor, "") : (Role.Investigator, ""),
        };
        var unit = role switch
        {
            Role.Investigator => $"unit-{(number is 2 ? 2 : (number - 1) % Units + 1)}",
            Role.Supervisor => $"unit-{(number is 3 or 4 ? 1 : number - 10)}",
            Role.Prosecutor => "prosecution",
            Role.LiaisonOfficer => "liaison",
            Role.Custodian => "custody",
            _ => "oversight",
        };
        var posting = role is not Role.LiaisonOfficer ? null : number switch { 6 => "FR", 7 => "ES", _ => Neighbours[(number - 10 - Units - 1) % 10] };
        return new Worker(id, name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{role.Code()}-{number}"), role, unit, posting);
    }
}
