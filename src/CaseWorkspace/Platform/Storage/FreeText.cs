namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// Marks text in an event that people wrote freely and that may hold personal data.
/// Only such fields may; they are what erasure will reach (see the ADR on erasure against immutability).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FreeTextAttribute : Attribute;

/// <summary>Marks a field of an event that holds personal data of somebody outside the service.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute;
