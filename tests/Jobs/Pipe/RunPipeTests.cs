using System.IO.Pipes;
using VoxPilot.Jobs.Pipe;

namespace VoxPilot.Jobs.Tests.Pipe;

/// <summary>The run's end of its pipe, over streams.</summary>
public sealed class RunPipeTests : IDisposable
{
    private readonly AnonymousPipeServerStream orders = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream said = new(PipeDirection.In);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamWriter worker;
    private readonly StreamReader heard;
    private readonly RunPipe pipe;

    public RunPipeTests()
    {
        worker = new(orders) { AutoFlush = true };
        heard = new(said);
        pipe = new(new AnonymousPipeClientStream(PipeDirection.In, orders.ClientSafePipeHandle), new AnonymousPipeClientStream(PipeDirection.Out, said.ClientSafePipeHandle), () => ended.TrySetResult());
    }

    public void Dispose()
    {
        pipe.Dispose();
        worker.Dispose();
        heard.Dispose();
    }

    [Fact]
    public async Task It_beats_by_itself_and_says_each_message_on_a_line()
    {
        pipe.Tell(new RunLogged("two\nlines"));
        pipe.Tell(new RunPreviewed(3, new Dictionary<string, double> { ["miou"] = double.NaN }, null));
        HashSet<string> lines = [];
        for (int i = 0; i < 3; i++)
        {
            lines.Add((await heard.ReadLineAsync(TestContext.Current.CancellationToken))!);
        }
        Assert.Equal(
            ["""{"message":"beat"}""", """{"message":"log","text":"two\nlines"}""", """{"message":"preview","step":3,"figures":{"miou":"NaN"},"alarm":null}"""], lines.Order());
        Assert.Equal("two\nlines", Assert.IsType<RunLogged>(RunJson.Read(lines.First(line => line.Contains("log", StringComparison.Ordinal)))).Text);
    }

    [Theory]
    [InlineData("""{"message":"unheard of"}""")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("a warning of some library")]
    public void What_is_no_message_is_text(string line) => Assert.Null(RunJson.Read(line));

    [Fact]
    public async Task A_checkpoint_waits_for_leave_and_a_refusal_ends_the_run()
    {
        Task<bool> asks = Task.Run(() =>
        {
            pipe.RequireLeave(7);
            return true;
        }, TestContext.Current.CancellationToken);
        await SaidAsync("""{"message":"saving","step":7}""");
        Assert.False(asks.IsCompleted);
        await worker.WriteLineAsync(RunOrder.Save);
        Assert.True(await asks);

        Task again = Task.Run(() => pipe.RequireLeave(8), TestContext.Current.CancellationToken);
        await SaidAsync("""{"message":"saving","step":8}""");
        await worker.WriteLineAsync(RunOrder.Refuse);
        await Assert.ThrowsAsync<OperationCanceledException>(() => again);
    }

    [Fact]
    public async Task Stop_cancels_and_the_end_of_the_pipe_ends_the_process()
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = pipe.Stopping.Register(stopped.SetResult);
        await worker.WriteLineAsync(RunOrder.Stop);
        await stopped.Task;
        Assert.False(ended.Task.IsCompleted);
        worker.Dispose();
        await ended.Task;
    }

    private async Task SaidAsync(string line)
    {
        while (await heard.ReadLineAsync(TestContext.Current.CancellationToken) != line)
        {
        }
    }
}
