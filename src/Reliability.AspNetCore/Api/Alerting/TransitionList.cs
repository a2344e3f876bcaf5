namespace Reliability.AspNetCore.Internal;

internal sealed record TransitionList(string Service, IReadOnlyList<TransitionResource> Transitions);
