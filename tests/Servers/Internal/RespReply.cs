namespace Reliability.TestServers.Internal;

/// <summary>What Redis answered: a text, nothing, or a list.</summary>
internal sealed record RespReply(string? Text, IReadOnlyList<RespReply> Items)
{
    public RespReply(string? text) : this(text, [])
    {
    }

    public override string ToString() => Text ?? string.Join('\n', Items);
}
