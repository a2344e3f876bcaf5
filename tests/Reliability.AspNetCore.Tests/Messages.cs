using Microsoft.Extensions.Options;

namespace Reliability.AspNetCore.Tests;

internal static class Messages
{
    /// <summary>Code that is wrong: a call that is missing or comes too early.</summary>
    public static async Task WithMessageAsync(this Func<Task> start, string pattern) =>
        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage(pattern);

    /// <summary>A declaration that is wrong, wherever it stands.</summary>
    public static async Task IsRejectedAsync(this Func<Task> start, string pattern) =>
        (await start.Should().ThrowAsync<OptionsValidationException>()).WithMessage(pattern);
}
