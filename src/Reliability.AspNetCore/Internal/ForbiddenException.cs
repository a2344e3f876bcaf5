namespace Reliability.AspNetCore.Internal;

/// <summary>The caller is not allowed to make the change.</summary>
internal sealed class ForbiddenException(string message) : Exception(message);
