using System.Text;
using VoxPilot.Core;

namespace VoxPilot.Driving.Tests.Service;

public sealed class AnswerTests(NanoFixture nano) : IClassFixture<NanoFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DrivingService Service => nano.Service;

    [Fact]
    public async Task The_pieces_of_an_answer_are_the_answer()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        StringBuilder text = new();
        int index = 0;
        Answer? answer = null;
        await foreach (AnswerEvent item in Service.AskAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 24 }, Token))
        {
            Assert.Null(answer);
            if (item is AnswerToken token)
            {
                Assert.Equal(index++, token.Index);
                text.Append(token.Text);
            }
            answer = (item as AnswerDone)?.Answer;
        }
        Assert.Equal(text.ToString(), answer!.Text);
        Assert.InRange(answer.Usage.CompletionTokens, 1, 24);
        Assert.Equal(scene.Queries + 12, answer.Usage.SceneTokens);
        Assert.True(answer.Usage.CachedTokens >= scene.Queries);
        Assert.True(answer.Usage.PromptTokens > answer.Usage.SceneTokens);
    }

    [Fact]
    public async Task A_conversation_goes_on()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Question question = new()
        {
            Messages =
            [
                new(QuestionRole.System, "Be brief."), new(QuestionRole.User, "What is ahead?"),
                new(QuestionRole.Assistant, "A car."), new(QuestionRole.User, "And behind?"),
            ],
            MaxTokens = 8,
        };
        Answer answer = await Service.AnswerAsync(scene, question, Token);
        Answer shorter = await Service.AnswerAsync(scene, Question.Of("And behind?") with { MaxTokens = 8 }, Token);
        Assert.True(answer.Usage.PromptTokens > shorter.Usage.PromptTokens);
    }

    [Fact]
    public async Task Who_has_not_looked_says_the_same_of_every_scene()
    {
        Scene one = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Scene other = await Service.CreateSceneAsync(MadeFrames.Create(6), new(), Token);
        Question question = Question.Of("What is ahead?") with { MaxTokens = 24, Temperature = 1, Seed = 4 };
        Assert.NotEqual((await Service.AnswerAsync(one, question, Token)).Text, (await Service.AnswerAsync(other, question, Token)).Text);
        Answer blind = await Service.AnswerAsync(one, question with { WithoutScene = true }, Token);
        Assert.Equal(blind.Text, (await Service.AnswerAsync(other, question with { WithoutScene = true }, Token)).Text);
        Assert.Equal((0, 0), (blind.Usage.SceneTokens, blind.Usage.CachedTokens));
    }

    [Fact]
    public async Task Cancelling_ends_an_answer_and_the_scene_can_be_asked_again()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Question question = Question.Of("What is ahead?") with { MaxTokens = 300, Temperature = 1 };
        using CancellationTokenSource cancel = new();
        Answer? cut = null;
        await foreach (AnswerEvent item in Service.AskAsync(scene, question, cancel.Token))
        {
            await cancel.CancelAsync();
            cut = (item as AnswerDone)?.Answer ?? cut;
        }
        Assert.True(cut is null || cut.Usage.CompletionTokens < 300);
        await Service.AnswerAsync(scene, question with { MaxTokens = 4 }, Token);
    }

    [Fact]
    public async Task Leaving_an_answer_early_lets_its_scene_go()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        await foreach (AnswerEvent _ in Service.AskAsync(scene, Question.Of("What is ahead?"), Token))
        {
            break;
        }
        Assert.True(Service.RemoveScene(scene.Id));
        Assert.False(Service.TryGetScene(scene.Id, out _));
    }

    [Fact]
    public async Task Questions_that_make_no_sense_are_refused_by_their_field()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        Question good = Question.Of("What is ahead?");
        await Refused("question", Question.Of(string.Join(' ', Enumerable.Repeat("what is ahead", 400))));
        await Refused("messages[0].content", Question.Of(" "));
        await Refused("messages", good with { Messages = [] });
        await Refused("messages[1].role", good with { Messages = [new(QuestionRole.User, "a"), new(QuestionRole.User, "b")] });
        await Refused("messages[1].role", good with { Messages = [new(QuestionRole.User, "a"), new(QuestionRole.Assistant, "b")] });
        await Refused("max_tokens", good with { MaxTokens = 0 });
        await Refused("temperature", good with { Temperature = double.NaN });
        await Refused("top_p", good with { TopP = 0 });
        await Refused("top_k", good with { TopK = -1 });
        await Refused("stop", good with { Stop = [""] });

        async Task Refused(string part, Question question)
        {
            InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.AnswerAsync(scene, question, Token));
            Assert.Equal(part, e.Part);
        }
    }
}
