namespace Reliability.Dashboard.Internal;

/// <summary>Finds the way from a page to the write endpoints, which can be mapped elsewhere in the application.</summary>
internal static class WriteAddress
{
    /// <summary>Returns the address of the write endpoints, relative to a page, with a slash at its end.</summary>
    /// <param name="dashboard">The prefix of the dashboard.</param>
    /// <param name="writes">The prefix of the write endpoints.</param>
    /// <param name="depth">The number of segments of the page below the overview.</param>
    public static string Of(string dashboard, string writes, int depth)
    {
        string[] from = dashboard.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] to = writes.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int shared = 0;
        while (shared < from.Length && shared < to.Length && from[shared] == to[shared])
        {
            shared++;
        }

        string up = string.Concat(Enumerable.Repeat("../", depth + from.Length - shared));
        string down = string.Concat(to.Skip(shared).Select(one => one + "/"));
        return up.Length + down.Length == 0 ? "./" : up + down;
    }
}
