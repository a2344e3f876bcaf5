using System.Diagnostics;

namespace Reliability.TestServers.Internal;

/// <summary>
/// A shell that outlives this process for a moment, however this one ends, and removes what its servers leave: their folders, and
/// the shared memory of PostgreSQL, which the seventh line of its lock file names.
/// </summary>
internal static class Reaper
{
    private const string Script = """
        trap '' HUP INT TERM
        while IFS= read -r folder; do set -- "$@" "$folder"; done
        for folder do
          segment=$(sed -n '7s/.* //p' "$folder/data/postmaster.pid" 2>/dev/null)
          [ -z "$segment" ] || ipcrm --shmem-id "$segment"
        done
        for attempt in 1 2 3 4 5 6 7 8 9 10; do
          rm -rf -- "$@" && break
          sleep 0.1
        done
        """;

    private static readonly Lazy<StreamWriter> Folders = new(Start);

    /// <summary>Removes a folder after the end of this process, if it is still there.</summary>
    public static void Watch(string folder)
    {
        lock (Folders)
        {
            Folders.Value.WriteLine(folder);
        }
    }

    private static StreamWriter Start()
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        StreamWriter input = Process.Start(info)!.StandardInput;
        input.AutoFlush = true;
        return input;
    }
}
