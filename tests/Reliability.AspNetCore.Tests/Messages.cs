namespace Reliability.AspNetCore.Tests;

internal static class Messages
{
    public static async Task WithMessageAsync(this Func<Task> start, string pattern) =>
        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage(pattern);
}
