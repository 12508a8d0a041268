using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Tests.Features.Evidence;

/// <summary>What has happened to items in these tests.</summary>
internal static class EvidenceScenes
{
    public static readonly Guid CaseFile = Guid.CreateVersion7();
    public static readonly Guid Item = Guid.CreateVersion7();
    public static readonly Actor Investigator = Given.Person(Role.Investigator);
    public static readonly Actor Prosecutor = Given.Person(Role.Prosecutor, "prosecution");
    public static readonly DateTimeOffset Earlier = Given.Now.AddDays(-3);

    public static readonly VaultContent Photograph = new(new string('a', 64), 4711);
    public static readonly ContentCheck Sound = new(null, Photograph.Sha256, Photograph.Length);
    public static readonly ContentCheck Differs = new(ContentFault.Differs, new string('b', 64), Photograph.Length);

    public static readonly EvidenceRegistered Registered = new(
        CaseFile, "E-001", "image", "Photograph of the apartment", Earlier, "Lyon", "Unit 1", null, Investigator.Id, Earlier);

    public static readonly EvidenceRegistered PhoneRegistered = Registered with { Kind = "physical-object", Description = "Phone" };

    public static readonly ContentSealed Sealed = new(
        Photograph.Sha256, Photograph.Length, "image/jpeg", "door.jpg", Investigator.Id, Given.Now);

    public static readonly ContentFoundDamaged FoundDamaged = new(
        "differs", Photograph.Sha256, Differs.FoundSha256, Photograph.Length, Investigator.Id, Given.Now);

    public static RegisterEvidence Register => new(
        CaseFile, "image", "  Photograph of the apartment ", Earlier, "Lyon", "Unit 1", "   ");

    public static CorrectEvidence Correct(string description = "Photograph of the door", string kind = "image", string? seal = null) => new(
        Item, null, kind, description, Earlier, "Lyon", "Unit 1", null, seal, " The wrong room. ");

    public static SealContent Seal => new(Item, Photograph, "image/jpeg", "door.jpg");

    public static ReviewEvidence Review(string opinion = "sufficient") => new(Item, 2, opinion, "Clear and complete.");
}
