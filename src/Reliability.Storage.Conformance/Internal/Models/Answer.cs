namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>A call that a client made concurrently with others, its result, and when it began and ended by one counter.</summary>
internal sealed record Answer<TRole>(int Client, ModelCall<TRole> Call, string Text, long Began, long Ended)
{
    public override string ToString() => $"client {Client} [{Began}, {Ended}] {Call}\n    -> {Text}";
}
