namespace Reliability.AspNetCore.Internal;

internal sealed record UndeliveredList(IReadOnlyList<UndeliveredResource> Undelivered, IReadOnlyList<UnreadableResource> Unreadable);
