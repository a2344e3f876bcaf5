namespace Reliability.Common.Internal;

/// <summary>An entry of an audit stream.</summary>
/// <typeparam name="T">What entries hold.</typeparam>
/// <param name="Position">Where it stands, from 1.</param>
/// <param name="Type">What happened.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Record">What it holds; <see langword="null"/> for a type that this version does not know.</param>
internal sealed record AuditEntry<T>(long Position, string Type, DateTimeOffset Time, T? Record)
    where T : class;
