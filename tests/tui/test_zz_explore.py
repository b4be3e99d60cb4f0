from tests.tui.desk import *
import time
def show(see, name):
    print("=====", name, len(see.footer), see.footer); print(see.text)
async def test_x(sampled):
    sampled.project_id="00000000000000000000000000000001"
    async with sampled.opened() as see:
      for k in ("enter","escape","down","down","slash","escape","f1","escape","f4","escape"):
        t=time.time(); c=time.process_time()
        await see.keys(k)
        print(k, round(time.time()-t,3), round(time.process_time()-c,3))
async def test_y(sampled):
  sampled.project_id="00000000000000000000000000000001"
  for size in ((80,24),(64,20)):
    async with sampled.opened(size) as see:
        show(see,size)
        await see.keys("enter"); show(see,"table milestones")
        await see.keys("a"); show(see,"row form")
        await see.each("escape","escape"); show(see, "left")
        await see.keys("slash"); show(see,"goto"); await see.keys("escape"); 
        await see.keys("tab"); show(see, "tab")
        await see.screen.go("mlts.data.2",edit=True); await see.settle(); show(see,"grid")
        see.screen.update(key="gate:kickoff"); await see.settle(); show(see,"gate"); await see.keys("enter"); show(see,"gate form"); await see.keys("escape")
        await see.keys("f3"); show(see,"history"); await see.keys("escape")
        await see.keys("f4"); show(see,"preview"); await see.keys("escape")
        await see.keys("f6"); show(see,"home"); 
